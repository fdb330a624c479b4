import type { Participant } from "@goodword/core";
import { type StoredTime, timeOf, timeOrNull } from "./columns";

export interface ParticipantRow {
  readonly id: string;
  readonly first_order_id: string;
  readonly locale: string | null;
  readonly enrolled_at: StoredTime;
  readonly dismissed_until: StoredTime | null;
}

export const participantFields = "id, first_order_id, locale, enrolled_at, dismissed_until";

export function participantOf(row: ParticipantRow): Participant {
  return {
    id: row.id,
    firstOrderId: row.first_order_id,
    locale: row.locale,
    enrolledAt: timeOf(row.enrolled_at),
    dismissedUntil: timeOrNull(row.dismissed_until),
  };
}
