/* Drawn by one pen: 1.6 wide, round ends, on 20 × 20. */
const PATHS = {
  undo: "M7 4L3.500 7.500 7 11M4 7.500h7.500a4.500 4.500 0 0 1 0 9H8",
  redo: "M13 4l3.500 3.500L13 11M16 7.500H8.500a4.500 4.500 0 0 0 0 9H12",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  fit: "M3.500 7.500v-4h4M12.500 3.500h4v4M16.500 12.500v4h-4M7.500 16.500h-4v-4",
  arrange: "M10 3v4M10 13v4M3 10h4M13 10h4M10 8.500v3M8.500 10h3",
  filter: "M3 5h14M5.500 10h9M8.500 15h3",
  save: "M10 3v9.500M6 9l4 4 4-4M3.500 16.500h13",
  share: "M8 12l4-4M6.500 9.500l-2 2a2.800 2.800 0 0 0 4 4l2-2M13.500 10.500l2-2a2.800 2.800 0 0 0-4-4l-2 2",
  search: "M8.500 3.500a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM12.500 12.500l4 4",
  close: "M5 5l10 10M15 5L5 15",
  pin: "M7 3h6M8 3v5l-2.500 3h9L12 8V3M10 11v6",
  hide: "M3 10s2.500-4.500 7-4.500 7 4.500 7 4.500-2.500 4.500-7 4.500S3 10 3 10zM4 16L16 4",
  expand: "M10 3v4M10 13v4M3 10h4M13 10h4M5 5l2.500 2.500M15 5l-2.500 2.500M5 15l2.500-2.500M15 15l-2.500-2.500",
  reset: "M4 10a6 6 0 1 0 2-4.500M4 3.500v4h4",
  help: "M7.500 7.500a2.500 2.500 0 1 1 3.500 2.300c-.7.400-1 .8-1 1.700M10 14.500v.1",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.600" stroke-linecap="round" stroke-linejoin="round">
      <path d={PATHS[name]} />
    </svg>
  );
}

interface ButtonProps {
  icon: IconName;
  label: string;
  onClick: () => void;
  disabled?: boolean;
  pressed?: boolean;
  words?: boolean; // the label is seen, not only heard
}

export function IconButton({ icon, label, onClick, disabled, pressed, words }: ButtonProps) {
  return (
    <button type="button" class={words ? "icon-button with-words" : "icon-button"} aria-label={words ? undefined : label} title={words ? undefined : label} aria-pressed={pressed} disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
      {words && <span>{label}</span>}
    </button>
  );
}
