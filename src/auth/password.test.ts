import { describe, expect, test } from 'vitest'
import { isCommon } from './common-passwords.ts'
import { passwordHash } from './password.ts'

const OWNER = { name: 'Nguyễn Thị Hường', email: 'huong.nt@dinhhoa.vn' }

describe('a password is refused', () => {
  test.each([
    ['chín ký t', 'password.too-short'],
    ['Mật khẩu 123', 'password.common'],
    ['P-a-s-s-w-o-r-d-1-2-3', 'password.common'],
    ['Thái Nguyên 2024', 'password.common'],
    ['0123456789', 'password.common'],
    ['9876543210', 'password.common'],
    ['aaaaaaaaaaaa', 'password.common'],
    ['1212121212', 'password.common'],
    ['abcabcabcabc', 'password.common'],
    ['poiuytrewq', 'password.common'],
    ['!!!!!!!!!!!!', 'password.common'],
    ['NguyenThiHuong2024!', 'password.personal'],
    ['nguyễn thị hường ơi', 'password.personal'],
    ['xin chào huong.nt', 'password.personal'],
    ['x'.repeat(201), 'password.too-long'],
  ])('%s: %s', async (password, code) => {
    await expect(passwordHash(password, OWNER)).rejects.toThrow(code)
  })
})

test('a sentence of one’s own is enough: no capitals, digits or signs are asked for', async () => {
  for (const password of ['một câu ngắn dễ nhớ', 'hoa cải vàng bên sông', 'correct horse battery'])
    await expect(passwordHash(password, OWNER)).resolves.toMatch(/^\$argon2id/)
})

test.each(['motcaungandenho', 'qwertyuiopz', '123456789x', 'aaaaaaaaab', '', 'ab'])(
  '"%s" is not common',
  (plain) => expect(isCommon(plain)).toBe(false),
)
