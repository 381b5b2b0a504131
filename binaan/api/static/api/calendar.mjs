// Words of the engine's calendar and lists, which it takes from outside.

export const CALENDAR = {
  firstDayOfWeek: 1, dateFormat: "dd/mm/yy", today: "Hari ini", clear: "Kosongkan",
  dayNames: ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"],
  dayNamesShort: ["Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"],
  dayNamesMin: ["Mg", "Sn", "Sl", "Rb", "Km", "Jm", "Sb"],
  monthNames: ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember"],
  monthNamesShort: ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
  chooseDate: "Pilih tanggal", chooseMonth: "Pilih bulan", chooseYear: "Pilih tahun",
  prevMonth: "Bulan sebelumnya", nextMonth: "Bulan berikutnya", prevYear: "Tahun sebelumnya",
  nextYear: "Tahun berikutnya", prevDecade: "Dasawarsa sebelumnya", nextDecade: "Dasawarsa berikutnya",
  prevHour: "Jam sebelumnya", nextHour: "Jam berikutnya", prevMinute: "Menit sebelumnya",
  nextMinute: "Menit berikutnya", emptyFilterMessage: "Tidak ditemukan", emptySearchMessage: "Tidak ditemukan",
  emptyMessage: "Tidak ada pilihan", searchMessage: "{0} pilihan", selectionMessage: "{0} dipilih",
  emptySelectionMessage: "Belum dipilih",
  completed: "Selesai", pending: "Menunggu", choose: "Pilih", upload: "Unggah", cancel: "Batal",
};
