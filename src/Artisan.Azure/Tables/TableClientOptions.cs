namespace Artisan.Azure.Tables;

/// <summary>Options of the table clients; add policies with AddPolicy.</summary>
public sealed class TableClientOptions : StorageClientOptions;
