import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { Kept } from './kept.tsx'
import { Speech, Spoken } from './speech.tsx'

test('a kept part is made once for what it shows, the language and what else it depends on', () => {
  const of = {}
  let made = 0
  const page = (lang: 'vi' | 'en', as: string, shown: object = of) =>
    renderToString(
      <Speech.Provider value={lang}>
        <p>
          <Kept of={shown} as={as}>
            {() => (
              <b>
                {++made} &lt; <Spoken>{(_, spoken) => spoken}</Spoken>
              </b>
            )}
          </Kept>
        </p>
      </Speech.Provider>,
    )
  expect(page('vi', 'a')).toBe('<p><b>1 &lt; vi</b></p>')
  expect(page('vi', 'a')).toBe('<p><b>1 &lt; vi</b></p>')
  expect(page('en', 'a')).toBe('<p><b>2 &lt; en</b></p>')
  expect(page('vi', 'b')).toBe('<p><b>3 &lt; vi</b></p>')
  expect(page('vi', 'a', {})).toBe('<p><b>4 &lt; vi</b></p>')
  expect(made).toBe(4)
})
