/** The panel's few icons, on the same 20-unit grid as the console's: importing that whole set would cost bytes. */
const paths = {
  chat: 'M3 4h14v9.5H9.5L5.5 17v-3.5H3zM6.5 7.5h7M6.5 10.3h4.5',
  more: 'M10 4.6v.1M10 10v.1M10 15.4v.1',
  copy: 'M7 7h10v10.5H7zM13 7V3H3v10.5h4',
  close: 'm5 5 10 10M15 5 5 15',
  send: 'M3 10 17.5 3.5 13 17l-3.5-5zM9.5 12l8-8.5',
  sending: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 6v4.2l2.8 1.8',
  smile: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM7.5 8v.1M12.5 8v.1M6.8 11.8c1.6 2.3 4.8 2.3 6.4 0',
  waiting: 'M2 7.5c5-4 11-4 16 0M5 11c3-2.4 7-2.4 10 0M10 15.2v.1M3 3l14 14',
  sent: 'm4 10.5 4 4 8-9',
  delivered: 'm1.5 10.5 4 4 7.5-9M9.8 13.7l1 .8 7.5-9',
  read: 'm1.5 10.5 4 4 7.5-9M9.8 13.7l1 .8 7.5-9',
  alert: 'M10 3 18 16.5H2zM10 8v4M10 14.3v.1',
  down: 'm4.5 7.5 5.5 5.5 5.5-5.5',
  clip: 'm16 9-6.5 6.5a3.6 3.6 0 0 1-5-5L11 4a2.3 2.3 0 0 1 3.3 3.3L8 13.5a1 1 0 0 1-1.5-1.5L12 6.6',
  book: 'M3 4h5l2 1.5L12 4h5v12h-5l-2 1.5L8 16H3zM10 5.5v12',
  sound: 'M4 8v4h3l4 3.5v-11L7 8zM14 7.5a4 4 0 0 1 0 5',
  bin: 'M4 6h12M8 6V4h4v2M6 6l.7 10.5h6.6L14 6',
  file: 'M5 2.5h7l4 4v11H5zM12 2.5v4h4',
} as const

export function Icon({ name, size = 16 }: { name: keyof typeof paths; size?: number }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.7"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}

/** The same mark as the agents' desk carries: a question in a speech bubble. */
export function BrandMark() {
  return (
    <svg class="head__mark" width={36} height={36} viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <path
        fill="#fff"
        d="M5 4h22a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H15l-7 6v-6H5a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z"
      />
      <path
        stroke="#0e5a56"
        stroke-width="2.6"
        stroke-linecap="round"
        d="M11.5 11.5a4.5 4.5 0 1 1 6.6 4c-1.4.7-2.1 1.5-2.1 2.8"
      />
      <circle fill="#a8480f" cx="16" cy="21.3" r="1.7" />
    </svg>
  )
}
