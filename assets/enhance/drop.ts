// Files dropped on a field, seen as thumbnails, refused at once when too large or of another kind.

export function startDrops(root: ParentNode): void {
  for (const zone of root.querySelectorAll<HTMLElement>('[data-drop]')) {
    const input = zone.querySelector<HTMLInputElement>('input[type="file"]')
    if (!input) continue
    zone.classList.add('ready')
    input.addEventListener('change', () => show(zone, input))
    zone.addEventListener('dragover', (event) => {
      event.preventDefault()
      zone.classList.add('over')
    })
    zone.addEventListener('dragleave', () => zone.classList.remove('over'))
    zone.addEventListener('drop', (event) => {
      event.preventDefault()
      zone.classList.remove('over')
      const dropped = [...(event.dataTransfer?.files ?? [])]
      give(input, input.multiple ? [...(input.files ?? []), ...dropped] : dropped.slice(0, 1))
    })
  }
}

function give(input: HTMLInputElement, files: File[]): void {
  const bag = new DataTransfer()
  for (const file of files) bag.items.add(file)
  input.files = bag.files
  input.dispatchEvent(new Event('change', { bubbles: true }))
  input.dispatchEvent(new Event('input', { bubbles: true }))
}

function show(zone: HTMLElement, input: HTMLInputElement): void {
  const list = zone.querySelector('.drop-files')
  if (!list) return
  const files = [...(input.files ?? [])]
  const most = Number(zone.dataset.maxBytes) || Number.POSITIVE_INFINITY
  const refusal = (file: File) =>
    file.size > most
      ? zone.dataset.tooLarge
      : fits(file, input.accept)
        ? ''
        : zone.dataset.wrongKind
  const kept = files.filter((file) => !refusal(file))
  const refused = files.filter(refusal)
  list.replaceChildren(
    ...kept.map((file) => row(zone, input, file)),
    ...refused.map((file) => {
      const line = document.createElement('li')
      const words = document.createElement('span')
      words.className = 'error'
      words.textContent = `${refusal(file)}${file.name}`
      line.append(words)
      return line
    }),
  )
  if (refused.length > 0) {
    const bag = new DataTransfer()
    for (const file of kept) bag.items.add(file)
    input.files = bag.files
  }
}

function row(zone: HTMLElement, input: HTMLInputElement, file: File): HTMLElement {
  const line = document.createElement('li')
  const name = document.createElement('span')
  name.textContent = `${file.name} · ${Math.max(1, Math.round(file.size / 1000))} kB`
  const remove = document.createElement('button')
  remove.type = 'button'
  remove.className = 'button quiet small'
  remove.textContent = zone.dataset.remove ?? ''
  remove.setAttribute('aria-label', `${zone.dataset.remove}: ${file.name}`)
  remove.onclick = () => {
    give(
      input,
      [...(input.files ?? [])].filter((each) => each !== file),
    )
    input.focus()
  }
  line.append(thumbnail(file), name, remove)
  return line
}

function thumbnail(file: File): HTMLElement {
  if (!file.type.startsWith('image/')) {
    const kind = document.createElement('strong')
    kind.textContent = file.name.split('.').pop()?.toUpperCase() ?? ''
    return kind
  }
  const image = document.createElement('img')
  image.alt = ''
  image.src = URL.createObjectURL(file)
  image.onload = () => URL.revokeObjectURL(image.src)
  return image
}

/** Whether a file is of a kind the `accept` attribute names. */
function fits(file: File, accept: string): boolean {
  const kinds = accept
    .split(',')
    .map((kind) => kind.trim().toLowerCase())
    .filter(Boolean)
  if (kinds.length === 0) return true
  return kinds.some((kind) => {
    if (kind.startsWith('.')) return file.name.toLowerCase().endsWith(kind)
    if (kind.endsWith('/*')) return file.type.startsWith(kind.slice(0, -1))
    return file.type === kind
  })
}
