using DataExport.Core.Exports;
using DataExport.Core.Exports.Notifying;
using DataExport.Core.Organizations;

namespace DataExport.Web.Components.Exports;

/// <summary>What open pages read when an export changes, which all of them do at once: read once for all that show the same to the same person.</summary>
public sealed class LiveReadings
{
    private readonly SharedReading<Question, ExportPage?> _lists;
    private readonly SharedReading<int, ExportNoticeList> _notices;

    /// <summary>Reads until the server stops.</summary>
    public LiveReadings(AccessRules rules, ExportCatalogue catalogue, ExportNotices notices, IHostApplicationLifetime lifetime)
    {
        var stopping = lifetime.ApplicationStopping;
        _lists = new(async asked => await rules.FindAsync(asked.Caller, asked.Organization, stopping) is { } access
            ? await catalogue.ListAsync(access, asked.Filter(access), stopping)
            : null);
        _notices = new(userId => notices.ListAsync(userId, stopping));
    }

    /// <summary>A page of exports of an organization; null when it is not the caller's to see.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="organization">Its slug.</param>
    /// <param name="everyone">Everybody's, for those who may see them.</param>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<ExportPage?> ListAsync(Caller caller, string organization, bool everyone, ExportFilter filter, CancellationToken cancellationToken) =>
        _lists.ReadAsync(new Question(caller, organization, everyone, string.Join(',', filter.States), filter with { States = [] }), cancellationToken);

    /// <summary>What finished; see <see cref="ExportNotices.ListAsync"/>.</summary>
    public Task<ExportNoticeList> NoticesAsync(int userId, CancellationToken cancellationToken) => _notices.ReadAsync(userId, cancellationToken);

    // Two are the same when they are equal, which lists of states never are.
    private sealed record Question(Caller Caller, string Organization, bool Everyone, string States, ExportFilter Others)
    {
        public ExportFilter Filter(OrganizationAccess access) => Others with
        {
            States = [.. States.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<ExportState>)],
            WholeOrganization = Everyone && access.AdministersExports,
        };
    }
}
