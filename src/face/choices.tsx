// Fields that are chosen or dropped rather than typed.

import type { ComponentChildren, VNode } from 'preact'
import {
  describedBy,
  Field,
  type FieldProps,
  HintAndError,
  type Option,
  Optional,
} from './fields.tsx'
import { fieldId } from './form.tsx'
import { Spoken } from './speech.tsx'

type GroupProps = FieldProps & { options: readonly Option[]; inline?: boolean }

function Group(props: GroupProps & { type: 'radio' | 'checkbox'; chosen: readonly string[] }) {
  const { label, name, hint, error, optional, quietLabel, options, type, chosen, inline } = props
  const id = props.id ?? fieldId(name)
  return (
    <fieldset
      class={error ? 'field wrong' : 'field'}
      aria-describedby={describedBy(id, hint, error)}
    >
      <legend class={quietLabel ? 'unseen' : undefined}>
        {label}
        {optional && <Optional />}
      </legend>
      <HintAndError id={id} hint={hint} error={error} />
      <div class={inline ? 'choices inline' : 'choices'}>
        {options.map((option, index) => (
          <Choice
            key={option.value}
            id={index === 0 ? id : `${id}-${index + 1}`}
            type={type}
            name={name}
            value={option.value}
            label={option.label}
            hint={option.hint}
            checked={chosen.includes(option.value)}
            disabled={option.disabled}
            required={type === 'radio' ? props.required : undefined}
          />
        ))}
      </div>
    </fieldset>
  )
}

type ChoiceProps = {
  id: string
  type: 'radio' | 'checkbox'
  name: string
  value: string
  label: ComponentChildren
  hint?: ComponentChildren
  checked: boolean
  disabled?: boolean | undefined
  required?: boolean | undefined
}

const Choice = ({ label, hint, ...input }: ChoiceProps) => (
  <div class="choice">
    <input {...input} aria-describedby={hint ? `${input.id}-hint` : undefined} />
    <label for={input.id}>{label}</label>
    {hint && (
      <p class="hint" id={`${input.id}-hint`}>
        {hint}
      </p>
    )}
  </div>
)

/** One of a few, all in sight. */
export const RadioGroup = (props: GroupProps & { value?: string | undefined }): VNode => (
  <Group {...props} type="radio" chosen={props.value === undefined ? [] : [props.value]} />
)

/** Any of a few, all in sight. */
export const CheckboxGroup = (props: GroupProps & { values?: readonly string[] }): VNode => (
  <Group {...props} type="checkbox" chosen={props.values ?? []} />
)

type CheckboxProps = FieldProps & { value?: string; checked?: boolean }

/** A single yes. */
export function Checkbox(props: CheckboxProps): VNode {
  const { label, name, hint, error, value = '1', checked = false } = props
  const id = props.id ?? fieldId(name)
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <HintAndError id={id} error={error} />
      <Choice
        id={id}
        type="checkbox"
        name={name}
        value={value}
        label={label}
        hint={hint}
        checked={checked}
        required={props.required}
      />
    </div>
  )
}

type FileDropProps = FieldProps & {
  /** As in HTML: `.pdf,image/*`. */
  accept?: string
  maxBytes?: number
  multiple?: boolean
  /** Opens the camera first on phones. */
  camera?: boolean
}

/** Files by hand, by camera or by dropping; thumbnails and limits by script. */
export const FileDrop = (props: FileDropProps): VNode => (
  <Spoken>
    {(t) => {
      const { accept, maxBytes, multiple, camera } = props
      const size = maxBytes === undefined ? '' : String(Math.floor(maxBytes / 1_000_000))
      const hint = (
        <>
          {props.hint} {maxBytes !== undefined && t('file.most', { size })}
        </>
      )
      return (
        <Field {...props} hint={props.hint || maxBytes !== undefined ? hint : undefined}>
          {(control) => (
            <div
              class="drop"
              data-drop
              data-max-bytes={maxBytes}
              data-too-large={t('file.too-large', { size })}
              data-wrong-kind={t('file.wrong-kind')}
              data-remove={t('file.remove')}
            >
              <input
                {...control}
                type="file"
                accept={accept}
                multiple={multiple}
                capture={camera ? 'environment' : undefined}
              />
              <span class="drop-invite">{t('file.drop')}</span>
              <ul class="drop-files" aria-live="polite" />
            </div>
          )}
        </Field>
      )
    }}
  </Spoken>
)
