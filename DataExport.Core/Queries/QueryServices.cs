using DataExport.Core.Queries.Completion;
using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Estimating;
using DataExport.Core.Queries.IssuesByTag;
using DataExport.Core.Queries.Reading;
using DataExport.Core.Queries.Scratch;
using DataExport.Core.Queries.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Core.Queries;

/// <summary>Registers what an export can ask for.</summary>
public static class QueryServices
{
    /// <summary>Adds the normalisers, the runner of queries, their estimates, and tables, counts and completion for the screen.</summary>
    public static IServiceCollection AddQueries(this IServiceCollection services) =>
        services.AddSingleton<DiscoverNormaliser>().AddSingleton<IssuesByTagNormaliser>().AddSingleton<ScratchFolder>().AddSingleton<QueryRunner>().AddSingleton<RowEstimates>()
            .AddSingleton<EventTables>().AddSingleton<EventCounts>().AddSingleton<SearchSuggestions>();
}
