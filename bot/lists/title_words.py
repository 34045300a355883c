"""How villages and offices title their columns: patterns for a title in small letters without signs.

A field in capitals is of somebody else, or of no use here, and nobody reads it: OTHER_NIK only where no other
title is that of the NIK. It reads no line.
"""

from __future__ import annotations

_NUMBER = r"(?:(?:no|nomor|nomer) ?)"
_BORN = r"(?:tanggal lahir|tgl lahir|lahir|ttl)"
_DAY = r"(?:tanggal|tgl|tggl|tangal|tg)"
_PLACE = r"(?:tempat|tempt|tmpt|tmp|tpt|kota)"
_SEX = r"(?:jk|jenis kelamin|kelamin|l p)"
_NIK = r"(?:nik|n i k|ktp|e ?ktp|noktp|identitas|id card)"
# What may stand beside it where the number is still that of the person in the row; any other word may name
# somebody else: "NIK Ibu", "No KTP Pengusul", "NIK KK".
_OWN = (
    r"(?:nik|ktp|e ?ktp|no|nomor|nomer|number|kartu|tanda|identitas|induk|kependudukan|penduduk|elektronik"
    r"|sesuai|pada|di|dan|atau|yang|tanpa|spasi|titik|digit|angka|karakter|[0-9]+|wajib|harus|diisi|valid|format"
    r"|teks|text|asli|baru|lama|benar|perbaikan|terbaru|calon|peserta|pekerja|rentan|tenaga|kerja|warga|penerima"
    r"|manfaat|bantuan|anggota|pemohon|orang|lengkap|bersangkutan|ybs|kader|pegawai|karyawan|nelayan|petani)"
)
COUPLE = (r"suami", r"istri|isteri")  # both are people of the list where the titles name nobody else

# The first field that has a pattern for the whole title counts, so the special ones stand before the general.
TITLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("MARK", (
        r"(?:foto|fc|foto ?copy|fotokopi|scan|lampiran|berkas|masa berlaku|ada) .*",
        r"ttd|tanda tangan|paraf|foto|pas photo|centang|cek|checklist",
        r"status (?:per)?kawin(?:an)?|kawin|agama|pendidikan|umur|usia|gol(?:ongan)? darah|shdk|hubungan.*",
        r"jumlah .*|jml .*|warga ?negara|kewarganegaraan|(?:alamat )?e ?mail|surel|kode ?pos",
        r"desil|dtks|dtsen|disabilitas",
    )),
    ("ACCOUNT", (
        r".*\b(?:rek|rekening|bank|kpj|npwp|kis|jkn|bpjs|nip)\b.*",
        rf"{_NUMBER}(?:peserta|kartu peserta)|{_NUMBER}reg.*|kode .*",
    )),
    ("kk", (rf"{_NUMBER}?(?:kk|k k|nkk|kartu keluarga)", r".*\bkartu keluarga\b")),
    ("OTHER_PERSON", (r".*\b(?:nik|ktp)\b.*\bibu\b.*",)),
    ("mother_name", (r".*\b(?:ibu kandung|gadis ibu)\b.*", r"(?:nama )?(?:lengkap )?ibu")),
    ("HEAD_NAME", (r"(?:nama )?kepala (?:keluarga|rumah tangga)|nama kk",)),
    ("OTHER_PERSON", (
        r".*\b(?:suami|istri|isteri|pasangan|ayah|bapak|anak|ahli ?waris|wali|saksi|penerima kuasa)\b.*",
        r".*\b(?:kepala|ketua|koordinator|koord|petugas|pendamping|penanggung ?jawab|darurat)\b.*",
        r".*\b(?:pemberi kerja|majikan|pengusul|penjamin|pelapor|orang ?tua|ortu)\b.*",
    )),
    ("work_place", (
        r"(?:nama |alamat )?(?:tempat|lokasi|tmpt) (?:ber|be)?(?:kerja|usaha|tugas|dagang).*",
        r"alamat (?:kerja|usaha|kantor)|lokasi|instansi|(?:nama )?(?:perusahaan|toko|kantor)",
    )),
    ("work", (
        r".*\b(?:pekerjaan|profesi|jabatan|pencaharian|occupation|job)\b.*",
        r"(?:jenis|jns|bidang|nama) (?:kerja|usaha)|jenis pekerja|kategori(?: pekerja)?",
        r"kerja|usaha|work|tugas|sektor",
    )),
    ("income", (r".*\b(?:penghasilan|pendapatan|gaji|upah|income|honor|honorarium|omzet)\b.*",)),
    ("phone", (
        r".*\b(?:hp|wa|whats ?app|handphone|hand phone|hape|ponsel|kontak|seluler|selular|mobile)\b.*",
        r".*\b(?:telp|telpon|telepon|telephon|telephone|tlp|tlpn|phone)\b.*|nohp|nowa|notelp",
    )),
    ("sex_male", (rf"(?:{_SEX} )?(?:l|lk|laki|laki laki|pria)",)),
    ("sex_female", (rf"(?:{_SEX} )?(?:p|pr|prp|perempuan|wanita|w)",)),
    ("sex", (
        r"jk|j k|jns|jenis|jenis ?kel(?:amin)?|jns ?kel(?:amin)?|kelamin|gender|sex",
        r"l ?p|p ?l|lk ?pr|pria wanita|laki ?laki ?perempuan|(?:jenis|jns) kelamin.*",
    )),
    ("place_birth", (
        r"t ?t ?l|tempat tanggal lahir.*",
        rf"{_PLACE}(?: lahir)?(?: dan| d)? {_DAY}(?: lahir| lhr)?.*",
    )),
    ("birth_place", (
        rf"(?:{_PLACE}|kab|lahir) (?:lahir|kelahiran|lhr|tempat)",
        r"place of birth|birth ?place|lahir di",
    )),
    ("birth_day", (rf"{_BORN} (?:tgl|tanggal|hari)(?: ?dd)?",)),
    ("birth_month", (rf"{_BORN} (?:bln|bulan)(?: ?mm)?",)),
    ("birth_year", (rf"{_BORN} (?:thn|tahun|th)(?: ?yyyy)?", r"(?:tahun|thn|th) lahir")),
    ("birth", (
        rf"{_DAY} ?(?:lahir|lhr|kelahiran)(?: .*)?|lahir",
        r"dob|date of birth|birth ?date|birthday",
    )),
    ("rt_rw", (r"rt ?(?:dan ?)?rw|r t r w",)),
    ("rt", (rf"{_NUMBER}?(?:rt|r t)|alamat rt",)),
    ("rw", (rf"{_NUMBER}?(?:rw|r w)|alamat rw",)),
    ("unit", (
        r"(?:nama |alamat |asal )?(?:dusun|padukuhan|dukuh|lingkungan|lingk|link|kampung|kampong)",
        r"(?:nama |alamat |asal )?(?:banjar(?: dinas| adat)?|br|lorong|jorong|korong)|(?:dusun|banjar) .*",
        r"(?:nama )?kelompok|unit(?: kerja)?|bagian|seksi|bidang|opd|rt lingkungan",
    )),
    ("village", (
        r"(?:nama |alamat |asal )?(?:desa|kelurahan|kelurahaan|kel|ds|nagari|kalurahan|gampong|negeri)"
        r"(?: (?:desa|kelurahan|kel|ds|dan))*",
        r"alamat (?:desa|kelurahan).*|desa kel.*|kel(?:urahan)? desa.*",
    )),
    ("district", (r"(?:nama |alamat )?(?:kecamatan|kec|distrik)",)),
    ("REGION", (r"(?:nama )?(?:kabupaten|kab|kota|(?:kab|kabupaten) kota|kota kab|provinsi|propinsi|prov)",)),
    ("address", (r".*\b(?:alamat|domisili|tempat tinggal|address|tinggal|jalan|jln)\b.*",)),
    ("first_name", (r"nama (?:depan|awal)|first ?name",)),
    ("last_name", (r"nama (?:belakang|akhir)|last ?name",)),
    ("name", (
        r"(?:.*\b)?(?:nama|nm|name)(?: (?:lengkap|lkp|full|sesuai|ktp|e ktp|nik|di|pada|dan|gelar|tanpa"
        r"|huruf|kapital|besar|asli|no|yang|bersangkutan|terdaftar|orang|calon|peserta|pekerja|rentan"
        r"|tenaga kerja|warga|penduduk|penerima|bantuan|manfaat|anggota|kader|pegawai|karyawan|buruh|tani"
        r"|petani|nelayan|pedagang|pemohon))*",
        r"full ?name|nama ?lengkap|peserta|nama (?:pekerja|lengkap|peserta|sesuai|warga|penerima|calon) .*",
    )),
    ("nik", (
        rf"(?:{_OWN} )*{_NIK}(?: {_OWN})*",
        rf"{_NUMBER}?induk(?: kependudukan)?(?: .*)?|(?:no|nomor) ?(?:id|penduduk|pengenal)",
    )),
    ("OTHER_NIK", (rf"(?:.*\b)?{_NIK}\b.*",)),
    ("note", (r"ket|keterangan|catatan|note|status|kondisi|remark|(?:ket|keterangan) .*",)),
    ("number", (r"no|nomor|nomer|n o|nr|num|urut|no ?urut|nomor urut|(?:no|nomor) absen",)),
)  # fmt: skip
