/* A phone's engine (JavaRosa, as in ODK Collect and Validate) without a screen: it opens a form with what
   lies beside it, answers it from a file, obeys its rules, and writes the instance.
   Usage: java -cp ODK_Validate.jar:CLASSES Peer FORM.xml MEDIA-FOLDER ANSWERS (lines name=value, UTF-8;
   name+=n: so many turns of a repeat). The instance goes to standard output, what happened to standard error. */
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import org.javarosa.core.model.*;
import org.javarosa.core.model.data.*;
import org.javarosa.core.model.instance.*;
import org.javarosa.core.reference.*;
import org.javarosa.core.services.PropertyManager;
import org.javarosa.core.services.properties.IPropertyRules;
import org.javarosa.core.services.transport.payload.ByteArrayPayload;
import org.javarosa.form.api.*;
import org.javarosa.model.xform.*;
import org.javarosa.xform.util.XFormUtils;

public class Peer {
  static final Map<String, String> answers = new HashMap<>();
  static final Map<String, Integer> turns = new HashMap<>();

  public static void main(String[] a) throws Exception {
    for (String line : Files.readAllLines(Path.of(a[2]), StandardCharsets.UTF_8)) {
      String[] said = line.split("=", 2);
      if (said[0].endsWith("+")) turns.put(said[0].substring(0, said[0].length() - 1), Integer.parseInt(said[1]));
      else answers.put(said[0], said[1]);
    }
    start(a[1]);
    FormDef form = XFormUtils.getFormFromFormXml(a[0], null);
    FormEntryController fill = new FormEntryController(new FormEntryModel(form));
    form.initialize(true, new InstanceInitializationFactory());
    int event;
    while ((event = fill.stepToNextEvent()) != FormEntryController.EVENT_END_OF_FORM) {
      if (event == FormEntryController.EVENT_QUESTION) answer(fill);
      if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT) {
        String name = fill.getModel().getFormIndex().getReference().getNameLast();
        if (turns.merge(name, -1, Integer::sum) >= 0) fill.newRepeat();
      }
    }
    form.postProcessInstance();
    ByteArrayPayload out = (ByteArrayPayload) new XFormSerializingVisitor().createSerializedPayload(form.getInstance());
    System.out.write(out.getPayloadStream().readAllBytes());
    System.out.flush();
  }

  static void answer(FormEntryController fill) throws Exception {
    FormEntryPrompt asked = fill.getModel().getQuestionPrompt();
    String name = asked.getIndex().getReference().getNameLast(), said = answers.get(name);
    if (asked.isReadOnly() || asked.getControlType() == Constants.CONTROL_TRIGGER) return;
    if (said == null && (!asked.isRequired() || asked.getAnswerValue() != null)) return;
    if ("".equals(said)) return;
    int done = fill.answerQuestion(data(asked, said), true);
    String told = done == FormEntryController.ANSWER_OK ? "OK"
        : done == FormEntryController.ANSWER_CONSTRAINT_VIOLATED ? "CONSTRAINT " + asked.getConstraintText() : "REQUIRED";
    System.err.println(name + " " + told);
  }

  static IAnswerData data(FormEntryPrompt asked, String said) throws Exception {
    int control = asked.getControlType(), type = asked.getDataType();
    if (control == Constants.CONTROL_SELECT_ONE) {
      SelectChoice chosen = choice(asked, said);
      return chosen == null ? null : new SelectOneData(chosen.selection());
    }
    if (control == Constants.CONTROL_SELECT_MULTI) {
      List<org.javarosa.core.model.data.helper.Selection> some = new ArrayList<>();
      for (String one : said == null ? new String[] {null} : said.split(" ")) some.add(choice(asked, one).selection());
      return new SelectMultiData(some);
    }
    if (type == Constants.DATATYPE_INTEGER) return new IntegerData(Integer.parseInt(said == null ? "1" : said));
    if (type == Constants.DATATYPE_DECIMAL) return new DecimalData(Double.parseDouble(said == null ? "1" : said));
    if (type == Constants.DATATYPE_DATE) return new DateData(new java.text.SimpleDateFormat("yyyy-MM-dd").parse(said == null ? "2026-01-02" : said));
    if (type == Constants.DATATYPE_TIME) return new TimeData(new java.text.SimpleDateFormat("HH:mm").parse(said == null ? "08:00" : said));
    if (type == Constants.DATATYPE_GEOPOINT) {
      String[] at = (said == null ? "-6.25 107.01" : said).split(" ");
      return new GeoPointData(new double[] {Double.parseDouble(at[0]), Double.parseDouble(at[1]), 0, 5});
    }
    return new StringData(said == null ? "isian" : said);
  }

  static SelectChoice choice(FormEntryPrompt asked, String said) {
    List<SelectChoice> there = asked.getSelectChoices();
    System.err.println(asked.getIndex().getReference().getNameLast() + " choices " + there.size());
    for (SelectChoice one : there) if (said == null || one.getValue().equals(said)) return one;
    return null;
  }

  static void start(String media) {
    new org.javarosa.core.util.JavaRosaCoreModule().registerModule();
    new XFormsModule().registerModule();
    PropertyManager.setPropertyManager(new org.javarosa.core.services.IPropertyManager() {
      public List<String> getProperty(String p) { return new ArrayList<>(); }
      public void setProperty(String p, String v) {}
      public void setProperty(String p, List<String> v) {}
      public String getSingularProperty(String p) { return "deviceid".equals(p) ? "peer:1" : ""; }
      public void addRules(IPropertyRules r) {}
      public List<IPropertyRules> getRules() { return new ArrayList<>(); }
    });
    ReferenceManager.instance().addReferenceFactory(new PrefixedRootFactory(new String[] {"file-csv/", "file/", "images/"}) {
      protected Reference factory(String terminal, String uri) { return new Kept(new File(media, terminal), uri); }
    });
  }

  record Kept(File file, String uri) implements Reference {
    public boolean doesBinaryExist() { return file.exists(); }
    public InputStream getStream() throws IOException { return new FileInputStream(file); }
    public String getURI() { return uri; }
    public String getLocalURI() { return file.getAbsolutePath(); }
    public boolean isReadOnly() { return true; }
    public OutputStream getOutputStream() { throw new UnsupportedOperationException(); }
    public void remove() {}
    public Reference[] probeAlternativeReferences() { return new Reference[0]; }
  }
}
