using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Workspaces.Activity;
using Artisan.Areas.Workspaces.Exports;
using Artisan.Areas.Workspaces.Invitations;
using Artisan.Areas.Workspaces.Members;
using Artisan.Areas.Workspaces.Operations;
using Artisan.Areas.Workspaces.Removal;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;

namespace Artisan.Areas.Workspaces;

[JsonSerializable(typeof(CreateWorkspaceRequest))]
[JsonSerializable(typeof(UpdateWorkspaceRequest))]
[JsonSerializable(typeof(WorkspaceResponse))]
[JsonSerializable(typeof(Page<WorkspaceItem>))]
[JsonSerializable(typeof(SettingsChanged))]
[JsonSerializable(typeof(Page<MemberResponse>))]
[JsonSerializable(typeof(UpdateMemberRequest))]
[JsonSerializable(typeof(TransferOwnershipRequest))]
[JsonSerializable(typeof(MembershipChanged))]
[JsonSerializable(typeof(CreateInvitationRequest))]
[JsonSerializable(typeof(SentInvitation))]
[JsonSerializable(typeof(InvitationsResponse))]
[JsonSerializable(typeof(LookupInvitationRequest))]
[JsonSerializable(typeof(LookupInvitationResponse))]
[JsonSerializable(typeof(AcceptInvitationRequest))]
[JsonSerializable(typeof(AcceptInvitationResponse))]
[JsonSerializable(typeof(InvitationChanged))]
[JsonSerializable(typeof(Page<ActivityItem>))]
[JsonSerializable(typeof(DeleteWorkspaceResponse))]
[JsonSerializable(typeof(EraseWorkspaceRequest))]
[JsonSerializable(typeof(EraseWorkspaceResponse))]
[JsonSerializable(typeof(WorkspaceClosed))]
[JsonSerializable(typeof(ExportResponse))]
[JsonSerializable(typeof(ExportRequested))]
[JsonSerializable(typeof(ExportManifest))]
[JsonSerializable(typeof(AuditRecord))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class WorkspacesJson : JsonSerializerContext;
