import { itemAt } from '../../collections/present.ts'
import { earlyAnswerOf } from '../../contacts/contact-order.ts'
import type { FloorEvent } from '../../event/event.ts'
import type { SubjectFields } from '../../rules/field-value.ts'
import type { RuleTransition } from '../../rules/rule-transition.ts'
import type { CaseAggregate, Entity } from '../aggregates/case-aggregate.ts'
import { casesOfMember, goneBy, homeCase, survivingCase, targetOf } from '../aggregates/surviving-case.ts'
import { changesCase } from '../entities/case/case-evolve.ts'
import type { Judging, RuleSubject } from '../judging/judging.ts'
import { subjectViewOf } from '../judging/subject-view.ts'
import { type Applying, applyOne, caseStateOf, stateInPlay } from './apply-event.ts'
import { isJudgedByCase, isJudgedByItself } from './judged-by.ts'

/** How an aggregate's events are played: onto whom, and who says what. */
export interface PlayStage extends Applying {
  readonly judging: Judging
  /** Whom an event is about. */
  find: (event: FloorEvent) => Entity | undefined
  readonly emit: (entity: Entity, transition: RuleTransition) => void
  /** Members whom a rule has begun to watch: the others need not hear the case. */
  readonly watched: Entity[]
  /** Who heard something; null: nobody asks. */
  readonly touched: Set<Entity> | null
}

/** The fields of an entity as they are now, its case's included. */
export function subjectFieldsOf(stage: PlayStage, entity: Entity): SubjectFields {
  const { main, merged } = stage.aggregate
  const home = entity.kind === 'case' ? null : merged.length === 0 ? main : homeCase(stage, entity)
  const of = home === null || home === entity ? null : caseStateOf(stage, home)
  return subjectViewOf(entity.kind, stateInPlay(stage, entity), of)
}

type Received = Map<Entity, FloorEvent[]>

function receive(received: Received, entity: Entity, event: FloorEvent): void {
  if (!entity.known) return
  const events = received.get(entity)
  if (events === undefined) received.set(entity, [event])
  else events.push(event)
}

const NOBODY: readonly Entity[] = []

/**
 * Members whom a rule begins to watch at an event of their case, or began to at this very instant by an event of
 * their own: what the case hears next is theirs too.
 */
function newlyWatched(
  { aggregate, judging, of }: PlayStage,
  { type }: FloorEvent,
  received: Received,
): readonly Entity[] {
  const isNew = (member: Entity) => of(member).subject === null
  const begin = judging.beginsAtCase(type)
    ? aggregate.members.filter((member) => isNew(member) && judging.begins(member.kind, type))
    : NOBODY
  if (received.size === 0) return begin
  const began = [...received.keys()].filter(
    (member) => member !== aggregate.main && isNew(member) && !judging.begins(member.kind, type),
  )
  return began.length === 0 ? begin : [...begin, ...began]
}

/** Who hears an event (rules.md): its own, the case all of its aggregate, the aggregate all of the case. */
function spread(stage: PlayStage, entity: Entity, event: FloorEvent, received: Received): void {
  const { aggregate, judging } = stage
  if (aggregate.merged.length > 0 && entity.kind === 'case') {
    spreadOfMerged(stage, entity, event, received)
    return
  }
  if (entity.aggregate === aggregate && isJudgedByItself(judging, entity, event.type))
    receive(received, entity, event)
  if (entity === aggregate.main) {
    for (const member of stage.watched) receive(received, member, event)
    for (const member of newlyWatched(stage, event, received)) receive(received, member, event)
    return
  }
  if (aggregate.merged.length === 0) spreadToCase(stage, aggregate.main, entity, event, received)
  else for (const of of casesOfMember(stage, entity)) spreadToCase(stage, of, entity, event, received)
}

function spreadToCase(
  stage: PlayStage,
  of: Entity,
  entity: Entity,
  event: FloorEvent,
  received: Received,
): void {
  if (isJudgedByCase(of, entity, event.type, stage.judging)) receive(received, of, event)
  else if (changesCase(event.type)) stage.touched?.add(of)
}

/** The same of a case where some went into others: from then on it is an event of the case that goes on. */
function spreadOfMerged(stage: PlayStage, entity: Entity, event: FloorEvent, received: Received): void {
  const of = survivingCase(stage, entity)
  const isHome = (member: Entity) => homeCase(stage, member) === of
  if (event === entity.merge) receive(received, entity, event)
  receive(received, of, event)
  for (const member of stage.watched.filter((one) => one.kind !== 'case' && isHome(one)))
    receive(received, member, event)
  for (const member of newlyWatched(stage, event, received))
    if (member.kind !== 'case' && isHome(member)) receive(received, member, event)
}

const NOBODY_GOES_ON: readonly RuleSubject[] = []

/** What the rules know of the cases that go into one at this instant, by the order of the events that say so. */
function takenOver(stage: PlayStage, entity: Entity, events: readonly FloorEvent[]): readonly RuleSubject[] {
  const merges = events.filter(({ type }) => type === 'case.merged')
  if (merges.length === 0) return NOBODY_GOES_ON
  return merges.flatMap((event) => {
    const other = goneBy(stage.aggregate, event)
    const subject = other === null ? null : stage.of(other).subject
    return other !== null && subject !== null && targetOf(stage, other) === entity ? [subject] : []
  })
}

function judge(stage: PlayStage, entity: Entity, at: number, events: FloorEvent[]): void {
  const { judging } = stage
  stage.touched?.add(entity)
  const played = stage.of(entity)
  played.through = at
  const takesOver = stage.aggregate.merged.length === 0 ? NOBODY_GOES_ON : takenOver(stage, entity, events)
  const begins = takesOver.length > 0 || played.subject !== null
  if (!begins && !events.some(({ type }) => judging.begins(entity.kind, type))) return
  if (played.subject === null) {
    played.subject = judging.begin(entity.kind, entity.id, at)
    if (played.subject === null) return
    if (entity !== stage.aggregate.main) stage.watched.push(entity)
  }
  const fields = subjectFieldsOf(stage, entity)
  const say = (transition: RuleTransition) => stage.emit(entity, transition)
  judging.apply(played.subject, at, events, fields, say, takesOver.length > 0 ? takesOver : undefined)
}

function everybody(aggregate: CaseAggregate): Entity[] {
  return [aggregate.main, ...aggregate.members]
}

/** Another rule set comes into force: it acts on all runs of the aggregate at that instant. */
export function playChange(stage: PlayStage, at: number): void {
  for (const entity of everybody(stage.aggregate)) {
    const played = stage.of(entity)
    if (played.subject === null) continue
    played.through = at
    stage.judging.change(played.subject, at, subjectFieldsOf(stage, entity), (transition) =>
      stage.emit(entity, transition),
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
  const received: Received = new Map()
  const at = itemAt(events, from).time
  for (let index = from; index < to; index++) {
    const event = itemAt(events, index)
    const entity = stage.find(event)
    if (entity === undefined || !entity.known) continue
    applyOne(stage, entity, event)
    spread(stage, entity, event, received)
    const answer = event.type === 'contact.queued' ? earlyAnswerOf(entity.own, event) : null
    // Who was answered before the queue said so waits at no instant: what began with the entry ends with it.
    if (answer !== null) spread(stage, entity, { ...answer, time: at }, received)
  }
  if (changes) playChange(stage, at)
  for (const [entity, its] of received) judge(stage, entity, at, its)
}

/** How far an aggregate's events were played. */
export interface PlayProgress {
  /** The place of the next one. */
  next: number
  /** The last instant played (ms); -Infinity: none. Infinity: the changes of rules of what comes were played before. */
  through: number
}

/** Where playing begins: before the first event. `isPlayed`: the aggregate stands as played and is played anew. */
export function playProgress(isPlayed: boolean): PlayProgress {
  // What was played before has had its changes of rules: they came while it was there.
  return { next: 0, through: isPlayed ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY }
}

/**
 * Plays events in their order onto an aggregate, an instant at a time: all events of an instant are applied before it is
 * judged. Changes of the rule set after the first event are played at their place, if the aggregate was not played before.
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
