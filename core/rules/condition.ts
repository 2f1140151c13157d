import { fieldReader, type SubjectFields } from './field-value.ts'

type Scalar = string | number | boolean | null
/** Fields and what each must be; a list means any of. As written: `{ kind: complaint, priority: [high, vip] }`. */
export type ConditionConfig = Readonly<Record<string, Scalar | readonly Scalar[]>>
export type Condition = (fields: SubjectFields) => boolean

/** Whether a value is the wanted one or one of the wanted; null stands for no value. */
function isWanted(value: unknown, wanted: Scalar | readonly Scalar[]): boolean {
  const held = value ?? null
  return Array.isArray(wanted) ? wanted.some((one) => one === held) : held === wanted
}

/** Makes the test whether fields are as all the given conditions want them; without any it is always true. */
export function compileCondition(...configs: (ConditionConfig | undefined)[]): Condition {
  const tests = configs.flatMap((config) =>
    Object.entries(config ?? {}).map(([name, wanted]) => ({ read: fieldReader(name), wanted })),
  )
  if (tests.length === 0) return () => true
  return (fields) => {
    for (const { read, wanted } of tests) if (!isWanted(read(fields), wanted)) return false
    return true
  }
}

/** Tells whether an event's data are as wanted. */
export type DataTest = (data: Readonly<Record<string, unknown>>) => boolean

/** Makes the test whether data are as wanted; `accepted` is true where the event does not say. */
export function compileDataTest(wanted: ConditionConfig): DataTest {
  const fields = Object.entries(wanted)
  if (fields.length === 0) return () => true
  return (data) => {
    for (const [name, value] of fields) {
      const held = Object.hasOwn(data, name) ? data[name] : undefined
      if (!isWanted(held ?? (name === 'accepted' ? true : null), value)) return false
    }
    return true
  }
}
