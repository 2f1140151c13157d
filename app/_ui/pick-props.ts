export interface PickOption {
  id: string
  name: string
}

export interface PickProps {
  label: string
  value: string
  all: string
  options: readonly PickOption[]
  onPick: (value: string) => void
}
