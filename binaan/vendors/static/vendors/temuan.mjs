// Puts into the form of a finding what stands on a card that was just checked (behind the #), and the
// phone's position where the officer asks for it.
const button = document.getElementById("di-sini");
const field = document.querySelector("[name=point]");

function put({ coords }) {
  field.value = `${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}`;
  button.disabled = false;
}

function refused() {
  field.placeholder = "Posisi tidak didapat; tulis sendiri bila perlu";
  button.disabled = false;
}

if (navigator.geolocation) {
  button.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(put, refused, { enableHighAccuracy: true, timeout: 10_000 });
  });
}

if (location.hash.length > 1) {
  document.querySelector("[name=card]").value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname + location.search);
}
