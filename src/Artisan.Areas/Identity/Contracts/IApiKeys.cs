namespace Artisan.Areas.Identity.Contracts;

/// <summary>API keys, for other areas.</summary>
public interface IApiKeys
{
    /// <summary>What the present API keys of a workspace are called, by their ids; one read.</summary>
    Task<IReadOnlyDictionary<string, string>> NamesAsync(string workspaceId, CancellationToken ct);
}
