namespace Artisan.Areas.Receipts.Sealing;

/// <summary>Asks that a log be sealed, in case the process that appended to it did not live to do it.</summary>
/// <param name="WorkspaceId">Whose log.</param>
/// <param name="Epoch">The epoch that was appended to.</param>
public sealed record SealRequested(string WorkspaceId, int Epoch);
