interface ActsProps {
  /** What was done by whom and when, with the reason where one was given. */
  readonly acts: readonly { readonly at: string; readonly said: string; readonly reason?: string }[];
}

/** What people did to something, in their own words. */
export function Acts({ acts }: ActsProps) {
  return (
    <ul className="m-0 flex list-none flex-col gap-y-2 p-0">
      {acts.map(({ at, said, reason }) => (
        <li key={`${at} ${said}`} className="break-words">
          {said}
          {reason && <q className="block text-ui-fg-muted">{reason}</q>}
        </li>
      ))}
    </ul>
  );
}
