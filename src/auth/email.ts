// What may be a person's e-mail address: one that letters can be sent to as it stands.

/** Nothing invisible, no brackets, quotes or lists: `a@b.vn`. */
export const isEmail = (text: string): boolean =>
  text.length <= 254 &&
  /^[^\s\p{C}@<>",;:\\()[\]]+@[^\s\p{C}@<>",;:\\()[\]]+\.[^\s\p{C}@<>",;:\\()[\]]+$/u.test(text)
