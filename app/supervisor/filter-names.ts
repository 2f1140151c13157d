/** The parameters of the address that filter what is at risk. */
export const filterNames = ['queue', 'team', 'rule', 'kind', 'cause', 'owner'] as const
export type FilterName = (typeof filterNames)[number]
export type Filters = Readonly<Record<FilterName, string>>
