// Expressions of estimates, such as `2024`/`2023` - 1, with their gradient (forward differentiation).

import { StatsError } from './stats-error.ts'

/** A value with its derivatives by each name. */
type Dual = { value: number; slope: Float64Array }

type Token = { kind: 'number' | 'name' | 'sign'; text: string }

export type Evaluated = { value: number; gradient: Float64Array }

/**
 * The value and gradient of an expression in the named values: numbers, names (in back quotes where they are not
 * plain words), + − * / ^, parentheses, log, exp, sqrt. Throws `expression.syntax`, `expression.unknown-name`.
 */
export function evaluate(
  expression: string,
  names: readonly string[],
  values: Float64Array,
): Evaluated {
  const tokens = tokensOf(expression)
  let at = 0
  const p = values.length
  const constant = (value: number): Dual => ({ value, slope: new Float64Array(p) })
  const fail = (): never => {
    throw new StatsError('expression.syntax', `The expression "${expression}" cannot be read.`)
  }
  const sign = (...texts: string[]) => {
    const token = tokens[at]
    if (token?.kind !== 'sign' || !texts.includes(token.text)) return null
    at += 1
    return token.text
  }

  function sum(): Dual {
    let left = product()
    for (let op = sign('+', '-'); op; op = sign('+', '-')) {
      const right = product()
      const factor = op === '+' ? 1 : -1
      left = {
        value: left.value + factor * right.value,
        slope: left.slope.map((slope, j) => slope + factor * right.slope[j]!),
      }
    }
    return left
  }

  function product(): Dual {
    let left = signed()
    for (let op = sign('*', '/'); op; op = sign('*', '/')) {
      const right = signed()
      left = op === '*' ? times(left, right) : times(left, power(right, -1))
    }
    return left
  }

  function signed(): Dual {
    if (sign('-')) return times(constant(-1), signed())
    if (sign('+')) return signed()
    const base = atom()
    if (!sign('^')) return base
    const exponent = signed()
    if (exponent.slope.some((slope) => slope !== 0)) return fail()
    return power(base, exponent.value)
  }

  function atom(): Dual {
    if (sign('(')) {
      const inner = sum()
      return sign(')') ? inner : fail()
    }
    const token = tokens[at++]
    if (!token || token.kind === 'sign') return fail()
    if (token.kind === 'number') return constant(Number(token.text))
    const isCall = tokens[at]?.kind === 'sign' && tokens[at]?.text === '('
    const name = names.indexOf(token.text)
    if (!isCall && name >= 0) {
      const slope = new Float64Array(p)
      slope[name] = 1
      return { value: values[name]!, slope }
    }
    if (!isCall) {
      throw new StatsError('expression.unknown-name', `There is no estimate named "${token.text}".`)
    }
    const inner = atom()
    if (token.text === 'log') return chain(inner, Math.log(inner.value), 1 / inner.value)
    if (token.text === 'exp') return chain(inner, Math.exp(inner.value), Math.exp(inner.value))
    return token.text === 'sqrt' ? power(inner, 0.5) : fail()
  }

  const result = sum()
  if (at !== tokens.length) fail()
  if (!Number.isFinite(result.value)) {
    throw new StatsError('expression.undefined', `"${expression}" is not defined for these values.`)
  }
  return { value: result.value, gradient: result.slope }
}

function chain(inner: Dual, value: number, factor: number): Dual {
  return { value, slope: inner.slope.map((slope) => slope * factor) }
}

function times(a: Dual, b: Dual): Dual {
  return {
    value: a.value * b.value,
    slope: a.slope.map((slope, j) => slope * b.value + a.value * b.slope[j]!),
  }
}

function power(base: Dual, exponent: number): Dual {
  return chain(base, base.value ** exponent, exponent * base.value ** (exponent - 1))
}

function tokensOf(expression: string): Token[] {
  const pattern =
    /\s*(?:`([^`]+)`|(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|([\p{L}_][\p{L}\p{N}_.:]*)|(.))/uy
  const tokens: Token[] = []
  for (let match = pattern.exec(expression); match; match = pattern.exec(expression)) {
    const [, quoted, digits, word, other] = match
    if (digits !== undefined) tokens.push({ kind: 'number', text: digits })
    else if (other !== undefined && other.trim() !== '') tokens.push({ kind: 'sign', text: other })
    else if (other === undefined) tokens.push({ kind: 'name', text: quoted ?? word ?? '' })
  }
  return tokens
}
