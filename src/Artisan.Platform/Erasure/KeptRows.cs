namespace Artisan.Platform.Erasure;

/// <summary>
/// Rows of a workspace that outlive it because what was proven with them must stay provable: they hold opaque ids and hashes only. Everything else
/// of a workspace goes with it, in whatever table and whether somebody thought of it or not.
/// </summary>
/// <param name="Table">The table.</param>
/// <param name="Partition">What the names of the partitions begin with, behind the workspace.</param>
public sealed record KeptRows(string Table, string Partition);
