// Fields of a form: label above, hint under it, error beside the control.

import type { ComponentChildren, VNode } from 'preact'
import { fieldId } from './form.tsx'
import { Spoken } from './speech.tsx'

export type FieldProps = {
  label: string
  name: string
  /** When the same name stands several times on a page. */
  id?: string
  hint?: ComponentChildren
  error?: string | undefined
  required?: boolean
  /** Says "(không bắt buộc)" behind the label. */
  optional?: boolean
  /** The label is read out only, because a table head says the same. */
  quietLabel?: boolean
}

type Control = {
  id: string
  name: string
  required: boolean | undefined
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** Label, hint and error around a control that `children` makes. */
export function Field(props: FieldProps & { children: (control: Control) => VNode }): VNode {
  const { label, name, hint, error, required, optional, quietLabel } = props
  const id = props.id ?? fieldId(name)
  const control: Control = {
    id,
    name,
    required,
    'aria-describedby': describedBy(id, hint, error),
    'aria-invalid': error ? true : undefined,
  }
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label class={quietLabel ? 'unseen' : undefined} for={id}>
        {label}
        {optional && <Optional />}
      </label>
      <HintAndError id={id} hint={hint} error={error} />
      {props.children(control)}
    </div>
  )
}

export const describedBy = (id: string, hint: unknown, error: unknown): string | undefined =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined

export const Optional = () => (
  <Spoken>{(t) => <span class="optional"> {t('optional')}</span>}</Spoken>
)

export function HintAndError(props: {
  id: string
  hint?: ComponentChildren
  error?: string | undefined
}) {
  return (
    <>
      {props.hint && (
        <p class="hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.error && (
        <p class="error" id={`${props.id}-error`}>
          <Spoken>{(t) => <span class="unseen">{t('error')} </span>}</Spoken>
          {props.error}
        </p>
      )}
    </>
  )
}

type TextFieldProps = FieldProps & {
  value?: string | undefined
  type?: 'text' | 'email' | 'tel' | 'url' | 'password' | 'search'
  autocomplete?: string
  maxLength?: number
  inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'url'
  /** Characters it usually takes: narrows the box. */
  width?: 'short' | 'medium' | 'full'
  autofocus?: boolean
  spellcheck?: boolean
  /** What may be meant, offered while one types; anything else may be typed. */
  options?: readonly string[]
}

/** One line of text. */
export const TextField = (props: TextFieldProps): VNode => (
  <Field {...props}>
    {(control) => (
      <>
        <input
          {...control}
          class={props.width}
          // Preact's types pair each input type with its roles; one of them stands for all.
          type={(props.type ?? 'text') as 'text'}
          value={props.value}
          autocomplete={props.options ? 'off' : props.autocomplete}
          maxLength={props.maxLength}
          inputMode={props.inputMode}
          autofocus={props.autofocus}
          spellcheck={props.spellcheck}
          list={props.options && `${control.id}-options`}
        />
        {props.options && (
          <datalist id={`${control.id}-options`}>
            {props.options.map((value) => (
              <option key={value} value={value} />
            ))}
          </datalist>
        )}
      </>
    )}
  </Field>
)

type TextAreaProps = FieldProps & { value?: string | undefined; rows?: number; maxLength?: number }

/** Several lines of text; grows with what is typed. */
export const TextArea = (props: TextAreaProps): VNode => (
  <Field {...props}>
    {(control) => (
      <textarea {...control} rows={props.rows ?? 4} maxLength={props.maxLength}>
        {props.value}
      </textarea>
    )}
  </Field>
)

type NumberFieldProps = FieldProps & {
  value?: string | number | undefined
  /** Unit printed behind the box: "cuộc", "%". */
  unit?: string
  decimals?: boolean
}

/** A number, as text with a numeric keypad: `1.234,5` must be typable. */
export const NumberField = (props: NumberFieldProps): VNode => (
  <Field {...props}>
    {(control) => (
      <span class="with-unit">
        <input
          {...control}
          class="short"
          type="text"
          inputMode={props.decimals ? 'decimal' : 'numeric'}
          autocomplete="off"
          value={props.value}
        />
        {props.unit && <span>{props.unit}</span>}
      </span>
    )}
  </Field>
)

type DateFieldProps = FieldProps & {
  /** A day such as 2024-05-14. */
  value?: string | undefined
  min?: string
  max?: string
}

/** A day; the device's own picker, sent as 2024-05-14. */
export const DateField = (props: DateFieldProps): VNode => (
  <Field {...props}>
    {(control) => (
      <input
        {...control}
        class="short"
        type="date"
        value={props.value}
        min={props.min}
        max={props.max}
      />
    )}
  </Field>
)

export type Option = { value: string; label: string; hint?: ComponentChildren; disabled?: boolean }

type SelectProps = FieldProps & {
  options: readonly (Option | { group: string; options: readonly Option[] })[]
  value?: string | undefined
  /** First entry with an empty value: "Tất cả", "Chọn…". */
  none?: string
}

/** One of many. */
export const Select = (props: SelectProps): VNode => (
  <Field {...props}>
    {(control) => (
      <select {...control}>
        {props.none !== undefined && (
          <option value="" selected={!props.value}>
            {props.none}
          </option>
        )}
        {props.options.map((each) =>
          'group' in each ? (
            <optgroup key={each.group} label={each.group}>
              {each.options.map((option) => (
                <OneOption key={option.value} option={option} value={props.value} />
              ))}
            </optgroup>
          ) : (
            <OneOption key={each.value} option={each} value={props.value} />
          ),
        )}
      </select>
    )}
  </Field>
)

const OneOption = ({ option, value }: { option: Option; value: string | undefined }) => (
  <option value={option.value} selected={option.value === value} disabled={option.disabled}>
    {option.label}
  </option>
)
