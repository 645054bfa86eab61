namespace Artisan.Areas.Integrations.Storage;

/// <summary>What is wrong with a connection.</summary>
/// <param name="Code">wrong_credentials, no_permission, unreachable, rate_limited or malformed.</param>
/// <param name="Message">What to do, for the workspace's own people.</param>
/// <param name="At">When it was met.</param>
public sealed record IntegrationProblem(string Code, string Message, DateTimeOffset At);

/// <summary>The account of a workspace at a service. Its tokens or keys are sealed beside it in the same row.</summary>
/// <param name="Id">Its id; another account gets another one.</param>
/// <param name="Provider">The service.</param>
/// <param name="AccountId">The service's own id of the account; empty for keys.</param>
/// <param name="Account">What people know it by.</param>
/// <param name="ConnectedAt">When.</param>
/// <param name="ConnectedBy">Who.</param>
internal sealed record Connection(string Id, string Provider, string AccountId, string Account, DateTimeOffset ConnectedAt, string ConnectedBy)
{
    /// <summary>Whether its consent has ended and somebody has to give it anew.</summary>
    public bool NeedsReconnect { get; init; }

    /// <summary>What is shown of its keys, by name: what is no secret, and the last characters of what is.</summary>
    public IReadOnlyDictionary<string, string>? Shown { get; init; }

    /// <summary>Our fields and the CRM's names of them by kind, where somebody chose others than the usual ones.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Mapping { get; init; }

    /// <summary>Who refreshes its tokens at this moment, and until when he may.</summary>
    public string? Refresher { get; init; }

    /// <summary>Until when the refresher may.</summary>
    public DateTimeOffset? RefreshingUntil { get; init; }
}

/// <summary>How a connection fares and what is to be done with it next; messages about it are checked against this.</summary>
/// <param name="ConnectionId">The connection; another one begins anew.</param>
/// <param name="Due">When the next check or page is due, on the business clock.</param>
internal sealed record Upkeep(string ConnectionId, DateTimeOffset Due)
{
    /// <summary>When the service last did what it was asked.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>What is wrong; null where nothing is.</summary>
    public IntegrationProblem? Problem { get; init; }

    /// <summary>How often in a row it failed.</summary>
    public int Failures { get; init; }

    /// <summary>The kind of records that is read next.</summary>
    public int Kind { get; init; }

    /// <summary>How far each kind was read.</summary>
    public IReadOnlyDictionary<string, string> Cursors { get; init; } = new Dictionary<string, string>();

    /// <summary>How many records of each kind came, repeats among them.</summary>
    public IReadOnlyDictionary<string, long> Read { get; init; } = new Dictionary<string, long>();

    /// <summary>When all kinds were read to their end last.</summary>
    public DateTimeOffset? SyncedAt { get; init; }
}
