using Artisan.Platform.Sources;

namespace Artisan.Platform.Connections;

/// <summary>A kind of records that every CRM has in its own way.</summary>
/// <param name="Name">Our name: <c>contacts</c>, <c>deals</c>, <c>activities</c>.</param>
/// <param name="VendorName">The CRM's name of it.</param>
/// <param name="NaturalField">The field, by our name, by which a record that was just made is found again.</param>
/// <param name="IsUnique">Whether that field names one record for good, as an address does; else only among those made since an instant.</param>
/// <param name="Fields">Our fields and the CRM's names of them.</param>
public sealed record CrmKind(string Name, string VendorName, string NaturalField, bool IsUnique, IReadOnlyDictionary<string, string> Fields);

/// <summary>A workspace's CRM, read and written with its own consent. Fields are by the CRM's names; every call may throw <see cref="SourceException"/>.</summary>
public interface ICrm
{
    /// <summary>The connector whose grant it takes.</summary>
    string Provider { get; }

    /// <summary>The three kinds, with the fields that are mapped where nobody says otherwise.</summary>
    IReadOnlyList<CrmKind> Kinds { get; }

    /// <summary>The next page behind a cursor, as <see cref="IDataSource.ReadAsync"/> has it: by last change, repeats possible.</summary>
    Task<SourcePage> ReadAsync(VendorGrant grant, SourceQuery query, string? cursor, CancellationToken ct);

    /// <summary>The id of a record with this value, made at an instant or later; null where there is none.</summary>
    Task<string?> FindAsync(VendorGrant grant, string kind, string field, string value, DateTimeOffset since, CancellationToken ct);

    /// <summary>Makes a record, or changes the one of an id; answers its id.</summary>
    Task<string> SaveAsync(VendorGrant grant, string kind, string? id, IReadOnlyDictionary<string, string> fields, CancellationToken ct);
}
