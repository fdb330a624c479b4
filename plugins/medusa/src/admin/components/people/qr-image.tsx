import { usePeopleWords } from "../../use-people-words";
import { qrCode } from "./qr-code";

/** What a reader needs around a code, in modules. */
const quiet = 4;

/** A link as a QR code to photograph or print; dark on white in either theme, as readers expect. */
export function QrImage({ link }: { link: string }) {
  const { t } = usePeopleWords();
  const rows = qrCode(link);
  if (rows === null) return null;
  const size = rows.length + 2 * quiet;
  const path = rows
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : [])))
    .join("");
  return (
    <svg
      role="img"
      aria-label={t("advocate.qr", { link })}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-32 shrink-0 rounded-md border border-ui-border-base bg-white"
    >
      <path d={path} fill="black" />
    </svg>
  );
}
