import type { z } from 'zod'
import { fieldsOf } from '../collections/fields.ts'

/** Says yes only of a value that the schema takes as it is; of all else the schema itself is to be asked. */
export type QuickCheck = (value: unknown) => boolean

type Schema = z.core.$ZodTypes
type Checks = readonly z.core.$ZodCheck[] | undefined

const no: QuickCheck = () => false

/** What a refinement of ours asks for, or null if the check is none. */
function refinement(check: z.core.$ZodCheck): QuickCheck | null {
  const { check: kind, fn } = check._zod.def as { check: string; fn?: (value: unknown) => unknown }
  return kind !== 'custom' || fn === undefined ? null : (value) => fn(value) === true
}

/** How long a text or a list is; of all else no length is long or short enough. */
const lengthOf = (value: unknown) =>
  typeof value === 'string' || Array.isArray(value) ? value.length : Number.NaN

/** What a check of a text or a number asks for, or null if this is one that only zod knows. */
function limitOf(check: z.core.$ZodCheck): QuickCheck | null {
  const { def } = (check as z.core.$ZodChecks)._zod
  switch (def.check) {
    case 'min_length':
      return (value) => lengthOf(value) >= def.minimum
    case 'max_length':
      return (value) => lengthOf(value) <= def.maximum
    case 'greater_than': {
      const least = Number(def.value)
      return (value) => isNumber(value) && (def.inclusive ? value >= least : value > least)
    }
    case 'less_than': {
      const most = Number(def.value)
      return (value) => isNumber(value) && (def.inclusive ? value <= most : value < most)
    }
    case 'string_format': {
      const { pattern } = def
      return pattern === undefined || pattern.global || pattern.sticky
        ? null
        : (value) => typeof value === 'string' && pattern.test(value)
    }
    default:
      return refinement(check)
  }
}

/** A check of what is of the right type, with all limits. */
function within(isType: QuickCheck, checks: Checks): QuickCheck {
  const limits = (checks ?? []).map(limitOf)
  if (limits.length === 0) return isType
  const [first, second] = limits
  if (limits.length > 2 || first == null || second === null) return no
  return second === undefined
    ? (value) => isType(value) && first(value)
    : (value) => isType(value) && first(value) && second(value)
}

/** No e-mail address, whole number or the like, which have rules of their own, and nothing that is made to fit. */
const isPlain = (def: object) => !('format' in def) && !('coerce' in def)

const isText: QuickCheck = (value) => typeof value === 'string'
const isNumber = (value: unknown): value is number => Number.isFinite(value)

/** Looks at the keys that are there, which are few, and not at all that might be. */
function objectCheck({ shape, catchall, checks }: z.core.$ZodObjectDef): QuickCheck {
  if (catchall?._zod.def.type !== 'unknown' || checks !== undefined) return no
  const parts = new Map(
    Object.entries(shape).map(([key, schema]) => [
      key,
      { check: quickCheck(schema), isNeeded: schema._zod.def.type !== 'optional' },
    ]),
  )
  const needed = [...parts.values()].filter(({ isNeeded }) => isNeeded).length
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    const held = fieldsOf(value)
    let missing = needed
    for (const key in held) {
      // A key that names the prototype is data only by accident: zod leaves it out.
      if (key === '__proto__') return false
      const part = parts.get(key)
      if (part === undefined) continue
      if (!part.check(held[key])) return false
      if (part.isNeeded) missing--
    }
    return missing === 0
  }
}

/**
 * Makes a check from a zod schema, several times as quick as the schema, which every event passes. It is never wrong
 * with yes: the value is valid and zod would have copied it unchanged. What it cannot judge it answers with no.
 */
export function quickCheck(schema: z.core.$ZodType): QuickCheck {
  const { def } = (schema as Schema)._zod
  switch (def.type) {
    case 'string':
      return isPlain(def) ? within(isText, def.checks) : no
    case 'number':
      return isPlain(def) ? within(isNumber, def.checks) : no
    case 'boolean':
      return (value) => typeof value === 'boolean'
    case 'enum': {
      const words = new Set<unknown>(Object.values(def.entries))
      return (value) => words.has(value)
    }
    case 'optional': {
      const inner = quickCheck(def.innerType)
      return (value) => value === undefined || inner(value)
    }
    case 'union': {
      const options = def.options.map(quickCheck)
      return (value) => options.some((option) => option(value))
    }
    case 'array': {
      const element = quickCheck(def.element)
      return within((value) => Array.isArray(value) && value.every(element), def.checks)
    }
    case 'object':
      return objectCheck(def)
    default:
      return no
  }
}
