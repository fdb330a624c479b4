import { migrationSql } from "@goodword/store";
import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261125000002 extends Migration {
  override async up(): Promise<void> {
    for (const statement of migrationSql("pg", "up", "004-payouts")) this.addSql(statement);
  }

  override async down(): Promise<void> {
    for (const statement of migrationSql("pg", "down", "004-payouts")) this.addSql(statement);
  }
}
