import { migrationSql } from "@goodword/store";
import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261202000000 extends Migration {
  override async up(): Promise<void> {
    for (const statement of migrationSql("pg", "up", "011-prices")) this.addSql(statement);
  }

  override async down(): Promise<void> {
    for (const statement of migrationSql("pg", "down", "011-prices")) this.addSql(statement);
  }
}
