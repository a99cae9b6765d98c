// Forms with files show how much has been sent, and keep everything when the network is cut.

import { setSending } from './form.ts'
import { swap } from './swap.ts'
import { toast } from './toast.ts'

export function startUploads(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (!form.matches('[data-upload]') || event.defaultPrevented) return
    const hasFile = [...form.querySelectorAll<HTMLInputElement>('input[type="file"]')].some(
      ({ files }) => files?.length,
    )
    if (!hasFile) return
    event.preventDefault()
    if (form.querySelector('.upload-state')) return
    send(form, event.submitter)
  })
}

function send(form: HTMLFormElement, button: HTMLElement | null): void {
  const state = document.createElement('div')
  state.className = 'upload-state'
  state.setAttribute('role', 'status')
  const bar = document.createElement('progress')
  const words = document.createElement('p')
  state.append(words, bar)
  form.append(state)
  state.scrollIntoView({ block: 'nearest' })
  setSending(form, true)

  const tell = (percent: number) => {
    bar.max = 100
    bar.value = percent
    words.textContent = (form.dataset.upload ?? '').replace('{percent}', String(percent))
    bar.setAttribute('aria-label', words.textContent)
  }
  tell(0)
  const stop = () => {
    state.remove()
    setSending(form, false)
  }
  const request = new XMLHttpRequest()
  request.upload.onprogress = ({ loaded, total }) => tell(Math.floor((loaded / total) * 100))
  request.onerror = () => {
    stop()
    toast(form.dataset.uploadFailed ?? '')
  }
  request.onload = () => {
    const address = new URL(form.action)
    if (
      request.status < 400 &&
      request.responseURL !== (button as HTMLButtonElement | null)?.formAction &&
      request.responseURL !== address.href
    ) {
      return location.assign(request.responseURL)
    }
    stop()
    if (!swap(request.responseText)) toast(form.dataset.uploadFailed ?? '')
    scrollTo(0, 0)
  }
  const target = button?.hasAttribute('formaction')
    ? (button as HTMLButtonElement).formAction
    : form.action
  request.open('POST', target)
  request.send(new FormData(form, button))
}
