namespace Artisan.Azure.Tables;

/// <summary>What an update does with properties it does not name: keeps them or drops them.</summary>
public enum TableUpdateMode
{
    Merge = 0,
    Replace = 1
}
