using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DataExport.Core.Database.Migrations
{
    /// <inheritdoc />
    public partial class NotificationsSeen : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Exports_UserId",
                table: "Exports");

            migrationBuilder.AddColumn<DateTime>(
                name: "NotificationsSeenAt",
                table: "AspNetUsers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Exports_UserId_DateFinished",
                table: "Exports",
                columns: new[] { "UserId", "DateFinished" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Exports_UserId_DateFinished",
                table: "Exports");

            migrationBuilder.DropColumn(
                name: "NotificationsSeenAt",
                table: "AspNetUsers");

            migrationBuilder.CreateIndex(
                name: "IX_Exports_UserId",
                table: "Exports",
                column: "UserId");
        }
    }
}
