// What a form holds, as values by name; and back.

export type Fields = Record<string, string[]>

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const controls = (form: HTMLFormElement): Control[] =>
  ([...form.elements] as Control[]).filter(
    ({ name, type }) => name && !/^(hidden|password|file|submit|button|fieldset)$/.test(type),
  )

const isTick = (control: Control): control is HTMLInputElement =>
  /^(checkbox|radio)$/.test(control.type)

export function fieldsOf(form: HTMLFormElement): Fields {
  const fields: Fields = {}
  for (const control of controls(form)) {
    fields[control.name] ??= []
    if (!isTick(control) || control.checked) fields[control.name]?.push(control.value)
  }
  return fields
}

export function fill(form: HTMLFormElement, fields: Fields): void {
  const place = new Map<string, number>()
  for (const control of controls(form)) {
    const values = fields[control.name]
    if (!values) continue
    if (isTick(control)) {
      control.checked = values.includes(control.value)
      continue
    }
    const index = place.get(control.name) ?? 0
    place.set(control.name, index + 1)
    control.value = values[index] ?? control.value
  }
}

/** Files chosen in the form, with the names of their fields. */
export const filesOf = (form: HTMLFormElement): { field: string; file: File }[] =>
  [...form.querySelectorAll<HTMLInputElement>('input[type="file"]')].flatMap((input) =>
    [...(input.files ?? [])].map((file) => ({ field: input.name, file })),
  )

/** Puts files back into their fields, or empties them. */
export function giveFiles(form: HTMLFormElement, files: { field: string; file: File }[]): void {
  for (const input of form.querySelectorAll<HTMLInputElement>('input[type="file"]')) {
    const bag = new DataTransfer()
    for (const { field, file } of files) if (field === input.name) bag.items.add(file)
    if (bag.files.length === 0 && input.files?.length === 0) continue
    input.files = bag.files
    input.dispatchEvent(new Event('change', { bubbles: false }))
  }
}
