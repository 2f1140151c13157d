interface TableHeadsProps {
  /** What the rows are. */
  first: string
  /** What the columns of figures are. */
  figures: readonly string[]
  className?: string
  /** How far the heads stand from each other. */
  cell?: string
}

/** The heading row of a table of figures: what a row is, then each figure over its column. */
export function TableHeads({
  first,
  figures,
  className = 'text-sm',
  cell = 'px-2 max-sm:px-1',
}: TableHeadsProps) {
  return (
    <thead className={`text-ink-3 ${className}`}>
      <tr>
        <th scope="col" className="py-1 text-start font-normal">
          {first}
        </th>
        {figures.map((head) => (
          <th key={head} scope="col" className={`py-1 text-end align-bottom font-normal ${cell}`}>
            {head}
          </th>
        ))}
      </tr>
    </thead>
  )
}
