namespace Artisan.Areas.Integrations.Contracts;

/// <summary>A record of a connected CRM, as it was read last.</summary>
/// <param name="Provider">Which CRM.</param>
/// <param name="Kind">contacts, deals or activities.</param>
/// <param name="Id">The CRM's own id.</param>
/// <param name="CreatedAt">When it came to be there.</param>
/// <param name="Fields">Its fields by our names, as the connection maps them.</param>
public sealed record CrmRecord(string Provider, string Kind, string Id, DateTimeOffset CreatedAt, IReadOnlyDictionary<string, string> Fields)
{
    // It is about a person.
    public override string ToString() => $"{Kind} {Id}";
}

/// <summary>The records of connected CRMs, both ways.</summary>
public interface ICrmRecords
{
    /// <summary>The records of a kind; none where the CRM is not connected.</summary>
    IAsyncEnumerable<CrmRecord> ListAsync(string workspaceId, string provider, string kind, CancellationToken ct);

    /// <summary>
    /// Has a record of ours made or changed in a CRM: once, soon, and the newest only where several are asked for. Answers false where the CRM is not connected, or
    /// where no field is mapped. A record that a crash may have made already is looked for before it is made.
    /// </summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="provider">Which CRM.</param>
    /// <param name="kind">contacts, deals or activities.</param>
    /// <param name="id">Our id of the record.</param>
    /// <param name="fields">Its fields by our names.</param>
    /// <param name="ct">Cancels.</param>
    Task<bool> PushAsync(string workspaceId, string provider, string kind, string id, IReadOnlyDictionary<string, string> fields, CancellationToken ct);
}
