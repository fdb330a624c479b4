import type {
  AdvocatesJson,
  CustomerExplanationJson,
  OrderExplanationJson,
  ReferralsJson,
} from "@goodword/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { People } from "../people-behind";
import { sdk } from "./sdk";

export type { People };

export type WithPeople<T> = T & { people: People };
export type ReferralJson = ReferralsJson["rows"][number];
export type AdvocateJson = AdvocatesJson["rows"][number];
export type RewardJson = OrderExplanationJson["rewards"][number];
export type MoneyJson = RewardJson["value"];

const key = (...rest: unknown[]) => ["goodword", ...rest];

export function useOrderReferral(orderId: string) {
  return useQuery({
    queryKey: key("order", orderId),
    queryFn: () => sdk.client.fetch<WithPeople<OrderExplanationJson>>(`/admin/goodword/orders/${orderId}`),
  });
}

export function useCustomerReferrals(customerId: string) {
  return useQuery({
    queryKey: key("customer", customerId),
    queryFn: () =>
      sdk.client.fetch<WithPeople<CustomerExplanationJson>>(`/admin/goodword/customers/${customerId}`),
  });
}

/** Disables a code that leaked, or enables it again. */
export function useSetCodeStatus() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ code, status }: { code: string; status: "active" | "disabled" }) =>
      sdk.client.fetch<{ changed: boolean }>(`/admin/goodword/codes/${code}`, {
        method: "POST",
        body: { status },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: key() }),
  });
}
