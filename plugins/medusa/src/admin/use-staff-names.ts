import { useQuery } from "@tanstack/react-query";
import { sdk } from "./sdk";

/**
 * Names of the dashboard's users by their ids, for what staff did. Whoever is not found there (a user who has been
 * removed, a secret API key) is told by id.
 */
export function useStaffNames(ids: readonly string[]): (id: string) => string {
  const wanted = [...new Set(ids)].sort();
  const { data, isPending } = useQuery({
    queryKey: ["goodword", "staff", wanted],
    queryFn: async () => {
      const fields = "id,first_name,last_name,email";
      const { users } = await sdk.admin.user.list({ id: wanted, fields, limit: wanted.length });
      return new Map(
        users.map((user) => [
          user.id,
          [user.first_name, user.last_name].filter(Boolean).join(" ") || user.email,
        ]),
      );
    },
    enabled: wanted.length > 0,
    retry: false,
  });
  return (id) => (isPending ? "…" : (data?.get(id) ?? id));
}
