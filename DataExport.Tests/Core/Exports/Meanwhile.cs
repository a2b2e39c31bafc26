using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DataExport.Tests.Core.Exports;

/// <summary>Lets something happen right after the next query.</summary>
internal sealed class Meanwhile : DbCommandInterceptor
{
    public Func<Task>? AfterNextQuery { get; set; }

    public override async ValueTask<InterceptionResult> DataReaderClosingAsync(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        if (AfterNextQuery is { } happen)
        {
            AfterNextQuery = null;
            await happen();
        }

        return result;
    }
}
