// Passwords of ten characters and more that are tried first everywhere, here and abroad; letters and digits only,
// without diacritics. Shorter ones need no list: they are too short.

const LISTED = `
1234567890 12345678910 123456789a 123456789q 0123456789 0987654321 9876543210 1234512345 1122334455 1234554321
1111122222 1029384756 1231231231 1472583690 147258369a 741852963a 159357456a 789456123a 7894561230 3216549870
qwertyuiop qwerty1234 qwerty12345 qwerty123456 qwertyuiop1 qwertyuiop123 qwertyasdf asdfghjkl1 asdfghjkl123
1qaz2wsx3edc 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 q1w2e3r4t5y6 zaq12wsxcde3 qazwsxedcrfv zxcvbnm123 zxcvbnmasdf
abcd123456 abc1234567 abc123456789 abcdef1234 abcdefghij abcdefg123 aa12345678 a123456789 a1234567890 q123456789
password12 password123 password1234 password12345 passw0rd123 p4ssw0rd123 password2023 password2024 password2025
password2026 mypassword mypassword1 yourpassword newpassword newpassword1 changeme123 letmein1234 welcome123
welcome1234 welcome2024 welcome2025 admin12345 admin123456 admin1234567 administrator administrator1 adminadmin
adminadmin1 root123456 user123456 test123456 testtest123 guest12345 superadmin superadmin123 iloveyou12 iloveyou123
iloveyou1234 princess123 football123 baseball123 basketball superman123 starwars123 sunshine123 dragon1234
monkey12345 michael123 computer123 internet123 facebook123 google1234 samsung123 iphone1234 whatever123 trustno1234
matkhau123 matkhau1234 matkhau12345 matkhau123456 matkhaumoi matkhaumoi1 matkhaumoi123 matkhau2024 matkhau2025
matkhau2026 matkhaucuatoi doimatkhau doimatkhau1 doimatkhau123 khongbiet123 khongcomatkhau khongnhomatkhau
anhyeuem123 anhyeuem1234 emyeuanh123 yeuemnhieu123 iloveyou2024 motconvit123 vietnam123 vietnam1234 vietnam12345
vietnam1975 vietnam1945 vietnam2024 vietnam2025 vietnam2026 vietnamvodich tinhyeu123 giadinh123 hanhphuc123
hanoi12345 hanoi123456 saigon12345 thainguyen thainguyen1 thainguyen20 thainguyen123 thainguyen2024
thainguyen2025 thainguyen2026 congchuc123 canbo12345 ubndxa12345 ubndtinh123 ubnd123456 sonoivu123 vanphong123
hanhchinh123 chinhphu123 nguyenvana1 nguyenvana123 tranvanb123 congtam123 congtam2025 congtam2026 chutich123
bimat12345 bimatbimat baomat12345 baomat123456 dangnhap123 dangnhap1234 taikhoan123 quantri123 quantrivien
quantri12345 nhanvien123 giamdoc123 hethong123 mothaibabon motmotmotmot
`
const COMMON: ReadonlySet<string> = new Set(LISTED.trim().split(/\s+/))

const RUNS = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm']

/** Below this a run of signs is chance: the rest of the password is something else. */
const SHORTEST_RUN = 8

/** Whether this password, as letters and digits, is among the first that anyone tries. */
export function isCommon(plain: string): boolean {
  if (plain.length < SHORTEST_RUN) return false
  if (COMMON.has(plain) || repeats(plain)) return true
  const backwards = [...plain].reverse().join('')
  return RUNS.some((run) => run.includes(plain) || run.includes(backwards))
}

/** One, two or three signs over and over: `aaaaaaaaaa`, `1212121212`, `abcabcabcabc`. */
const repeats = (plain: string): boolean =>
  [1, 2, 3].some(
    (size) =>
      plain.length > size &&
      plain ===
        plain
          .slice(0, size)
          .repeat(Math.ceil(plain.length / size))
          .slice(0, plain.length),
  )
