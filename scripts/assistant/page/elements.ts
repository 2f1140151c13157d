/** Small helpers that make what stands on the assistant's page. */

type Child = Node | string | null
type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void)>>

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== false) element.setAttribute(name, value)
  }
  element.append(...children.filter((child) => child !== null))
  return element
}

/** A field with its label above it. */
export function field(label: string, name: string, more: Attributes = {}): HTMLLabelElement {
  return make('label', { class: 'field' }, label, make('input', { name, id: name, required: true, ...more }))
}

/** What the fields of a form hold. */
export function valuesOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]))
}

const fault = () => document.querySelector<HTMLElement>('#fault')

/** Says why it does not go on, beneath the fields. */
export function showFault(text: string): void {
  const place = fault()
  if (place !== null) place.textContent = text
}

/** One step of the page: what it asks, and what happens when that was filled in. */
export function showStep(title: string, about: string | null, ...children: readonly Child[]): void {
  const head = make('h1', { tabindex: '-1' }, title)
  document
    .querySelector('#step')!
    .replaceChildren(
      ...[head, about === null ? null : make('p', { class: 'about' }, about), ...children].filter(
        (child) => child !== null,
      ),
    )
  const first = document.querySelector<HTMLElement>('#step input:not([type=checkbox])') ?? head
  first.focus()
}

export interface FormOptions {
  readonly submit: string
  readonly back?: { readonly label: string; readonly go: () => void }
  /** What happens then; its buttons wait meanwhile. */
  readonly send: (values: Record<string, string>) => Promise<void>
}

/** Fields, a sentence for what is wrong, and the buttons that lead on and back. */
export function form({ submit, back, send }: FormOptions, ...children: readonly Child[]): HTMLFormElement {
  const button = make('button', { type: 'submit', class: 'strong' }, submit)
  const element = make(
    'form',
    {
      novalidate: true,
      submit(event) {
        event.preventDefault()
        showFault('')
        button.disabled = true
        void send(valuesOf(element)).finally(() => {
          button.disabled = false
        })
      },
    },
    ...children,
    make('p', { id: 'fault', role: 'alert' }),
    make(
      'div',
      { class: 'buttons' },
      back === undefined ? null : make('button', { type: 'button', click: back.go }, back.label),
      button,
    ),
  )
  return element
}
