import { fieldsOf } from '../../collections/fields.ts'
import { MERGED_FIELD, type SubjectFields } from '../../rules/field-value.ts'
import { subjectFields } from '../../rules/subject-fields.ts'
import { type CaseState, caseField } from '../entities/case/case-state.ts'
import { byKind, type Kind, partOf, type StateOf } from '../entities/entity.ts'

/** Where a view keeps what it reads, out of the way of the fields' names (`state` is one). */
const STATE = Symbol('state')
const CASE = Symbol('case')

interface View {
  [STATE]: StateOf[Kind]
  [CASE]: CaseState | null
}

/** The names under which a view of a kind gives something: those that rules may name, and one that only the fold does. */
function namesOf(kind: Kind): readonly string[] {
  const names = Object.keys(subjectFields[kind])
  return kind === 'case' ? [...names, MERGED_FIELD] : names
}

/** The getters of one kind's fields: they read the state at the moment they are asked, nothing is copied. */
function gettersOf(kind: Kind): object {
  const own: (state: StateOf[Kind], field: string) => unknown = partOf(kind).field
  const getters: PropertyDescriptorMap = {}
  for (const name of namesOf(kind)) {
    const inner = name.startsWith('case.') ? name.slice(5) : null
    getters[name] = {
      get(this: View) {
        if (inner === null) return own(this[STATE], name)
        return this[CASE] === null ? null : caseField(this[CASE], inner)
      },
    }
  }
  return Object.defineProperties({}, getters)
}

const getters = byKind(gettersOf)

/**
 * The fields that rules may name of a subject in this state, and of the case that it belongs to
 * (null: it belongs to none that is known, and then `case.<field>` has no value).
 */
export function subjectViewOf(kind: Kind, state: StateOf[Kind], of: CaseState | null): SubjectFields {
  const view: View = Object.create(getters[kind])
  view[STATE] = state
  view[CASE] = of
  return fieldsOf(view)
}
