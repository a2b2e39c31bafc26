using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DataExport.Core.Database.Migrations
{
    /// <inheritdoc />
    public partial class QueueIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Exports_Queue",
                table: "Exports",
                columns: new[] { "State", "OrganizationId", "Sequence" },
                filter: "\"State\" = 'Queued' OR \"State\" = 'Generating'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Exports_Queue",
                table: "Exports");
        }
    }
}
