import { itemAt } from '../collections/present.ts'
import { earlyAnswerOf } from '../contacts/contact-order.ts'
import type { FloorEvent } from '../event/event.ts'
import type { SubjectFields } from '../rules/field-value.ts'
import type { RuleTransition } from '../rules/rule-transition.ts'
import { type Applying, applyOne, caseStateOf, stateInPlay } from './apply-event.ts'
import type { CaseAggregate, Entity } from './case-aggregate.ts'
import { changesCase } from './case-state.ts'
import { isJudgedByCase, isJudgedByItself } from './judged-by.ts'
import type { Judging, RuleSubject } from './judging.ts'
import { viewOf } from './subject-view.ts'
import { casesOfMember, goneBy, homeCase, survivingCase, targetOf } from './surviving-case.ts'

/** How a family's events are played: onto whom, and who says what. */
export interface PlayStage extends Applying {
  readonly judging: Judging
  /** Whom an event is about. */
  find: (event: FloorEvent) => Entity | undefined
  readonly say: (entity: Entity, line: RuleTransition) => void
  /** Members whom a rule has begun to watch: the others need not hear the case. */
  readonly watched: Entity[]
  /** Who heard something; null: nobody asks. */
  readonly heard: Set<Entity> | null
}

/** The fields of an entity as they are now, its case's included. */
export function subjectFieldsOf(stage: PlayStage, entity: Entity): SubjectFields {
  const { main, merged } = stage.family
  const home = entity.kind === 'case' ? null : merged.length === 0 ? main : homeCase(stage, entity)
  const of = home === null || home === entity ? null : caseStateOf(stage, home)
  return viewOf(entity.kind, stateInPlay(stage, entity), of)
}

type Heard = Map<Entity, FloorEvent[]>

function hears(heard: Heard, entity: Entity, event: FloorEvent): void {
  if (!entity.known) return
  const events = heard.get(entity)
  if (events === undefined) heard.set(entity, [event])
  else events.push(event)
}

const NOBODY: readonly Entity[] = []

/**
 * Members whom a rule begins to watch at an event of their case, or began to at this very instant by an event of
 * their own: what the case hears next is theirs too.
 */
function newlyWatched(
  { family, judging, of }: PlayStage,
  { type }: FloorEvent,
  heard: Heard,
): readonly Entity[] {
  const isNew = (member: Entity) => of(member).subject === null
  const begin = judging.beginsAtCase(type)
    ? family.members.filter((member) => isNew(member) && judging.begins(member.kind, type))
    : NOBODY
  if (heard.size === 0) return begin
  const began = [...heard.keys()].filter(
    (member) => member !== family.main && isNew(member) && !judging.begins(member.kind, type),
  )
  return began.length === 0 ? begin : [...begin, ...began]
}

/** Who hears an event (rules.md): its own, the case all of its family, the family all of the case. */
function spread(stage: PlayStage, entity: Entity, event: FloorEvent, heard: Heard): void {
  const { family, judging } = stage
  if (family.merged.length > 0 && entity.kind === 'case') {
    spreadOfMerged(stage, entity, event, heard)
    return
  }
  if (entity.family === family && isJudgedByItself(judging, entity, event.type)) hears(heard, entity, event)
  if (entity === family.main) {
    for (const member of stage.watched) hears(heard, member, event)
    for (const member of newlyWatched(stage, event, heard)) hears(heard, member, event)
    return
  }
  if (family.merged.length === 0) spreadToCase(stage, family.main, entity, event, heard)
  else for (const of of casesOfMember(stage, entity)) spreadToCase(stage, of, entity, event, heard)
}

function spreadToCase(stage: PlayStage, of: Entity, entity: Entity, event: FloorEvent, heard: Heard): void {
  if (isJudgedByCase(of, entity, event.type, stage.judging)) hears(heard, of, event)
  else if (changesCase(event.type)) stage.heard?.add(of)
}

/** The same of a case where some went into others: from then on it is an event of the case that goes on. */
function spreadOfMerged(stage: PlayStage, entity: Entity, event: FloorEvent, heard: Heard): void {
  const of = survivingCase(stage, entity)
  const isHome = (member: Entity) => homeCase(stage, member) === of
  if (event === entity.merge) hears(heard, entity, event)
  hears(heard, of, event)
  for (const member of stage.watched.filter((one) => one.kind !== 'case' && isHome(one)))
    hears(heard, member, event)
  for (const member of newlyWatched(stage, event, heard))
    if (member.kind !== 'case' && isHome(member)) hears(heard, member, event)
}

const NOBODY_GOES_ON: readonly RuleSubject[] = []

/** What the rules know of the cases that go into one at this instant, by the order of the events that say so. */
function takenOver(stage: PlayStage, entity: Entity, events: readonly FloorEvent[]): readonly RuleSubject[] {
  const merges = events.filter(({ type }) => type === 'case.merged')
  if (merges.length === 0) return NOBODY_GOES_ON
  return merges.flatMap((event) => {
    const other = goneBy(stage.family, event)
    const subject = other === null ? null : stage.of(other).subject
    return other !== null && subject !== null && targetOf(stage, other) === entity ? [subject] : []
  })
}

function judge(stage: PlayStage, entity: Entity, at: number, events: FloorEvent[]): void {
  const { judging } = stage
  stage.heard?.add(entity)
  const played = stage.of(entity)
  played.through = at
  const takesOver = stage.family.merged.length === 0 ? NOBODY_GOES_ON : takenOver(stage, entity, events)
  const begins = takesOver.length > 0 || played.subject !== null
  if (!begins && !events.some(({ type }) => judging.begins(entity.kind, type))) return
  if (played.subject === null) {
    played.subject = judging.begin(entity.kind, entity.id, at)
    if (played.subject === null) return
    if (entity !== stage.family.main) stage.watched.push(entity)
  }
  const fields = subjectFieldsOf(stage, entity)
  const say = (line: RuleTransition) => stage.say(entity, line)
  judging.apply(played.subject, at, events, fields, say, takesOver.length > 0 ? takesOver : undefined)
}

function everybody(aggregate: CaseAggregate): Entity[] {
  return [aggregate.main, ...aggregate.members]
}

/** Another rule set comes into force: it acts on all runs of the family at that instant. */
export function playChange(stage: PlayStage, at: number): void {
  for (const entity of everybody(stage.family)) {
    const played = stage.of(entity)
    if (played.subject === null) continue
    played.through = at
    stage.judging.change(played.subject, at, subjectFieldsOf(stage, entity), (line) =>
      stage.say(entity, line),
    )
  }
}

function playInstant(
  stage: PlayStage,
  events: readonly FloorEvent[],
  from: number,
  to: number,
  changes: boolean,
): void {
  const heard: Heard = new Map()
  const at = itemAt(events, from).time
  for (let index = from; index < to; index++) {
    const event = itemAt(events, index)
    const entity = stage.find(event)
    if (entity === undefined || !entity.known) continue
    applyOne(stage, entity, event)
    spread(stage, entity, event, heard)
    const answer = event.type === 'contact.queued' ? earlyAnswerOf(entity.own, event) : null
    // Who was answered before the queue said so waits at no instant: what began with the entry ends with it.
    if (answer !== null) spread(stage, entity, { ...answer, time: at }, heard)
  }
  if (changes) playChange(stage, at)
  for (const [entity, its] of heard) judge(stage, entity, at, its)
}

/** How far a family's events were played. */
export interface PlayProgress {
  /** The place of the next one. */
  next: number
  /** The last instant played (ms); -Infinity: none. Infinity: the changes of rules of what comes were played before. */
  through: number
}

export function playProgress(isPlayed: boolean): PlayProgress {
  // What was played before has had its changes of rules: they came while it was there.
  return { next: 0, through: isPlayed ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY }
}

/**
 * Plays events in their order onto a family, an instant at a time: all events of an instant are applied before it is
 * judged. Changes of the rule set after the first event are played at their place, if the family was not played before.
 * Plays at most `most` events, or those of one instant; true: all of them are played.
 */
export function playSome(
  stage: PlayStage,
  events: readonly FloorEvent[],
  progress: PlayProgress,
  most: number,
): boolean {
  const until = Math.min(events.length, progress.next + most)
  while (progress.next < until) {
    const from = progress.next
    const at = itemAt(events, from).time
    let to = from + 1
    while (to < events.length && itemAt(events, to).time === at) to++
    // Before the first event there is nothing that a change of rules could act on.
    const changes =
      progress.through === Number.NEGATIVE_INFINITY ? [] : stage.judging.changes(progress.through, at)
    for (const change of changes) if (change < at) playChange(stage, change)
    playInstant(stage, events, from, to, changes.at(-1) === at)
    progress.through = Math.max(progress.through, at)
    progress.next = to
  }
  if (progress.next < events.length) return false
  if (progress.through === Number.NEGATIVE_INFINITY) return true
  const { judging } = stage
  for (const change of judging.changes(progress.through, Number.POSITIVE_INFINITY)) playChange(stage, change)
  return true
}

/** Plays all of the events, as `playSome` does. */
export function play(stage: PlayStage, events: readonly FloorEvent[], isPlayed: boolean): void {
  playSome(stage, events, playProgress(isPlayed), events.length)
}
