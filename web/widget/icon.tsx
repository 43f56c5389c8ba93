/** The panel's few icons, on the same 20-unit grid as the console's: importing that whole set would cost bytes. */
const paths = {
  chat: 'M3 4h14v9.5H9.5L5.5 17v-3.5H3zM6.5 7.5h7M6.5 10.3h4.5',
  close: 'm5 5 10 10M15 5 5 15',
  send: 'M3 10 17.5 3.5 13 17l-3.5-5zM9.5 12l8-8.5',
  sending: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 6v4.2l2.8 1.8',
  sent: 'm4 10.5 4 4 8-9',
  read: 'm1.5 10.5 4 4 7.5-9M9.8 13.7l1 .8 7.5-9',
  alert: 'M10 3 18 16.5H2zM10 8v4M10 14.3v.1',
  down: 'm4.5 7.5 5.5 5.5 5.5-5.5',
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
