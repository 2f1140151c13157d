/**
 * The event of ours by which an agent takes a link back that followed from a contact and its customer's open case
 * (contract §3): its subject is the contact. No feed sends it.
 */
export const LINK_WITHDRAWN = 'system.link_withdrawn'
