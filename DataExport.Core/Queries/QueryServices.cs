using DataExport.Core.Queries.Discover;
using DataExport.Core.Queries.Estimating;
using DataExport.Core.Queries.IssuesByTag;
using DataExport.Core.Queries.Reading;
using DataExport.Core.Queries.Scratch;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Core.Queries;

/// <summary>Registers what an export can ask for.</summary>
public static class QueryServices
{
    /// <summary>Adds the normalisers, the runner of queries and their estimates.</summary>
    public static IServiceCollection AddQueries(this IServiceCollection services) =>
        services.AddSingleton<DiscoverNormaliser>().AddSingleton<IssuesByTagNormaliser>().AddSingleton<ScratchFolder>().AddSingleton<QueryRunner>().AddSingleton<RowEstimates>();
}
