import { ModuleProvider, Modules } from "@medusajs/framework/utils";
import { SmtpNotificationService } from "./service";

/**
 * A provider for Medusa's Notification Module that sends e-mail over SMTP.
 * @example
 * // medusa-config.ts
 * {
 *   resolve: "@medusajs/medusa/notification",
 *   options: {
 *     providers: [{
 *       resolve: "medusa-plugin-goodword/providers/notification-smtp",
 *       id: "smtp",
 *       options: {
 *         channels: ["email"],
 *         smtp: { host: "smtp.shop.example", port: 587, user: "shop", pass: process.env.SMTP_PASS },
 *         from: { name: "Morning Goods", address: "shop@shop.example" },
 *       },
 *     }],
 *   },
 * }
 */
export default ModuleProvider(Modules.NOTIFICATION, { services: [SmtpNotificationService] });
