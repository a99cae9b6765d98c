// A letter as a sheet of paper on a page: printed by the browser, it is the paper itself.

import type { VNode } from 'preact'
import type { Letter } from './letter-template.ts'

/** In Vietnamese whatever the language of the page: it is the document, not a description of it. */
export const LetterSheet = ({ letter: it }: { letter: Letter }): VNode => (
  <article class="letter" lang="vi">
    <header class="letter-head">
      <div>
        {it.superior ? <p class="letter-caps">{it.superior}</p> : null}
        <p class="letter-caps letter-strong letter-ruled">{it.office}</p>
        <p>{it.number}</p>
        <p class="letter-subject">{it.subject}</p>
      </div>
      <div>
        <p class="letter-strong">{it.nation}</p>
        <p class="letter-strong letter-ruled">{it.motto}</p>
        <p class="letter-slanted">{it.placeDate}</p>
      </div>
    </header>
    <p class="letter-to">{it.to}</p>
    {it.paragraphs.map((text) => (
      <p class="letter-body">{text}</p>
    ))}
    <footer class="letter-foot">
      <div class="letter-recipients">
        <p class="letter-strong letter-slanted">Nơi nhận:</p>
        {it.recipients.map((to) => (
          <p>- {to}</p>
        ))}
      </div>
      <div>
        {it.authority ? <p class="letter-caps letter-strong">{it.authority}</p> : null}
        <p class="letter-caps letter-strong">{it.title}</p>
        <p class="letter-strong letter-signer">{it.signer}</p>
      </div>
    </footer>
  </article>
)
