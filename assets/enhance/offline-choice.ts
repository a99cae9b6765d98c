// A newer draft stands on the server: both are shown, and the person chooses.

export type Difference = { title: string; mine: string; theirs: string }

export function askChoice(
  box: HTMLElement,
  lines: Difference[],
  choose: { mine: () => Promise<void>; theirs: () => Promise<void> },
): void {
  const words = JSON.parse(
    box.closest<HTMLElement>('form')?.dataset.offlineWords ?? '{}',
  ) as Record<'conflict' | 'mine' | 'theirs' | 'mine.text' | 'theirs.text', string>
  const card = document.createElement('div')
  card.className = 'notice warning'
  card.setAttribute('role', 'alert')
  card.append(text('p', words.conflict))
  for (const { title, mine, theirs } of lines) {
    card.append(
      text('h3', title),
      text('p', `${words['theirs.text']}: ${theirs || '—'}`),
      text('p', `${words['mine.text']}: ${mine || '—'}`),
    )
  }
  const buttons = document.createElement('div')
  buttons.className = 'actions'
  buttons.append(
    button('button secondary', words.mine, () => choose.mine()),
    button('button quiet', words.theirs, () => choose.theirs()),
  )
  card.append(buttons)
  box.closest('form')?.querySelector('.offline-choice')?.remove()
  card.classList.add('offline-choice')
  box.before(card)
  card.scrollIntoView({ block: 'nearest' })

  function button(kind: string, words: string, work: () => Promise<void>): HTMLButtonElement {
    const made = document.createElement('button')
    made.type = 'button'
    made.className = kind
    made.textContent = words
    made.onclick = () => {
      card.remove()
      void work()
    }
    return made
  }
}

function text(tag: 'p' | 'h3', words: string): HTMLElement {
  const made = document.createElement(tag)
  made.textContent = words
  return made
}
