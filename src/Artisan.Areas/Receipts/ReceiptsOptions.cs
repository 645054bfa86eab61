using System.ComponentModel.DataAnnotations;
using Artisan.Platform.Access;

namespace Artisan.Areas.Receipts;

/// <summary>How receipts are logged and sealed; section <c>Receipts</c>.</summary>
public sealed class ReceiptsOptions
{
    /// <summary>The first part of every log's name, which stands in each checkpoint for good: a host name without scheme. Default <c>artisan.local/ledger</c>.</summary>
    [Required, RegularExpression("^[a-z0-9.-]+(/[a-z0-9.-]+)*$"), StringLength(100)]
    public string Service { get; set; } = "artisan.local/ledger";

    /// <summary>How many milliseconds after an append the log is sealed, together with everything appended meanwhile. Default 500, range 10 to 60,000.</summary>
    [Range(10, 60_000)]
    public int SealAfterMilliseconds { get; set; } = 500;

    /// <summary>After how many seconds a log is sealed where the process that appended died before it sealed. Default 15, range 1 to 3,600.</summary>
    [Range(1, 3600)]
    public int SealAnywaySeconds { get; set; } = 15;

    /// <summary>How many minutes a new signing key is published before it signs. Default 1,440, with a local key 0; range 0 to 43,200.</summary>
    [Range(0, 43_200)]
    public int? KeyPublishedMinutes { get; set; }

    /// <summary>How many leaves one message of the nightly recomputation takes. Default 10,000, range 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int VerifyAtOnce { get; set; } = 10_000;

    /// <summary>How many files one client address may have verified in a minute, over all instances. Default 30, range 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int VerificationsPerClientPerMinute { get; set; } = 30;

    /// <summary>Where the highest checkpoint ever signed is kept: <c>Files</c> beside the signing key, or <c>Blobs</c> in a container that no restore touches. Default <c>Blobs</c>, with a local key <c>Files</c>.</summary>
    public HighWaterMarkMode? HighWaterMark { get; set; }

    /// <summary>
    /// Whether a log that was set back goes on in a new epoch by itself; otherwise it stands still until someone decides. Default false, with a local key
    /// true, because the storage emulator forgets its last seconds when it is killed.
    /// </summary>
    public bool? BeginEpochWhenSetBack { get; set; }

    /// <summary>The folder of the marks in mode <c>Files</c>. Default <c>signed</c> within the folder of the signing key.</summary>
    public string? HighWaterMarkFolder { get; set; }

    /// <summary>The container of the marks in mode <c>Blobs</c>; give it an immutability policy. Default <c>receipt-signed</c>.</summary>
    [Required, RegularExpression("^[a-z0-9](-?[a-z0-9]){2,62}$")]
    public string HighWaterMarkContainer { get; set; } = "receipt-signed";

    /// <summary>What was not set follows from where the key is.</summary>
    internal void Complete(KeyMode mode)
    {
        var local = mode == KeyMode.Local;
        KeyPublishedMinutes ??= local ? 0 : 1_440;
        HighWaterMark ??= local ? HighWaterMarkMode.Files : HighWaterMarkMode.Blobs;
        BeginEpochWhenSetBack ??= local;
    }
}

/// <summary>Where the highest checkpoint ever signed is kept.</summary>
public enum HighWaterMarkMode
{
    /// <summary>Files of this machine.</summary>
    Files,

    /// <summary>A container of the storage account.</summary>
    Blobs,
}
