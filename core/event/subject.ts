/** The subject of a rule or of an event, such as `case/C1`, as its kind and id. */
export function splitSubject(subject: string): { kind: string; id: string } {
  const slash = subject.indexOf('/')
  return { kind: subject.slice(0, slash), id: subject.slice(slash + 1) }
}
