// One try to send a form, with progress for files; every answer is one of a few.

type Line = { progress: string; quantity: number | null; hindrance: string }
type Conflict = { savedAt: string; lines: { dutyId: string; mine: Line; theirs: Line }[] }

export type Answer =
  | { kind: 'taken'; next: string; savedAt: string }
  | { kind: 'conflict'; savedAt: string; lines: { dutyId: string; mine: string; theirs: string }[] }
  | { kind: 'session' }
  | { kind: 'refused'; page: string }
  | { kind: 'unreached' }

export function post(form: HTMLFormElement, body: FormData, words: string): Promise<Answer> {
  return new Promise((resolve) => {
    const bar = progress(form, words)
    const request = new XMLHttpRequest()
    request.upload.onprogress = ({ loaded, total }) => bar.tell(Math.floor((loaded / total) * 100))
    request.onloadend = () => {
      bar.end()
      resolve(answerOf(request))
    }
    request.open('POST', form.action)
    request.timeout = 120_000
    request.send(body)
  })
}

function answerOf(request: XMLHttpRequest): Answer {
  const { status, responseURL, responseText } = request
  if (status === 0 || status >= 502) return { kind: 'unreached' }
  if (status === 403 || new URL(responseURL).pathname === '/dang-nhap') return { kind: 'session' }
  if (!request.getResponseHeader('content-type')?.startsWith('application/json')) {
    return { kind: 'refused', page: responseText }
  }
  const answer = JSON.parse(responseText) as {
    next?: string
    savedAt?: string
    conflict?: Conflict
  }
  if (answer.conflict) {
    const { savedAt, lines } = answer.conflict
    return {
      kind: 'conflict',
      savedAt,
      lines: lines.map(({ dutyId, mine, theirs }) => ({
        dutyId,
        mine: lineText(mine),
        theirs: lineText(theirs),
      })),
    }
  }
  return { kind: 'taken', next: answer.next ?? '', savedAt: answer.savedAt ?? '' }
}

const lineText = ({ progress, quantity, hindrance }: Line): string =>
  [progress, quantity ?? '', hindrance].filter((part) => part !== '').join(' · ')

/** A bar under the form, for what takes long enough to be seen: files. */
function progress(form: HTMLFormElement, words: string) {
  const hasFile = [...form.querySelectorAll<HTMLInputElement>('input[type="file"]')].some(
    ({ files }) => files?.length,
  )
  if (!hasFile) return { tell: () => undefined, end: () => undefined }
  const state = document.createElement('div')
  state.className = 'upload-state'
  state.setAttribute('role', 'status')
  const bar = document.createElement('progress')
  const line = document.createElement('p')
  bar.max = 100
  state.append(line, bar)
  form.append(state)
  const tell = (percent: number) => {
    bar.value = percent
    line.textContent = words.replace('{percent}', String(percent))
    bar.setAttribute('aria-label', line.textContent)
  }
  tell(0)
  return { tell, end: () => state.remove() }
}
