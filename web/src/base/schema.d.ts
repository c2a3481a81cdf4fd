// Made by `make types` of the served /v1/openapi.json; not written by hand.
export interface paths {
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who this token says I am
         * @description What a device asks once it has a token, and now and then after that: who it is, where it may
         *     act, what time it is, and to which key it seals personal data that waits for the network.
         */
        get: operations["tell"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The campaign
         * @description Rounds, sites with their lanes, labs, kits and the limits that devices show.
         */
        get: operations["campaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record what was done: one command or a batch
         * @description A JSON object, a JSON array, or NDJSON with one object a line; at most 16 MiB and 20,000
         *     commands. Every command gets its own verdict, in order; a refused one stops no other. The same
         *     `scan_id` again is answered alike and changes nothing, so a batch may be sent again whole.
         *     NDJSON with a broken line: everything before it is recorded, one `invalid` verdict says where
         *     reading stopped, and nothing after it is taken.
         */
        post: operations["take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tubes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tube as it stands
         * @description Its stage and the clock that runs for it. Call and members only for who sees readings: lab,
         *     reviewer, commander, auditor, admin. A token of one site is shown nothing of another.
         */
        get: operations["tube"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recollections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recollections owed */
        get: operations["recollections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Positive pools and where their members are
         * @description Each pool of which somebody is owed a second test: how many are open, swabbed, on the way, in
         *     test, ended and late.
         */
        get: operations["pools"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/persons/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A person forward to every outcome
         * @description Every registration with its tube's whole custody. Who it is stays masked unless `unmask` is
         *     asked for, allowed and reasoned.
         */
        post: operations["trace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tokens of people and devices */
        get: operations["list"];
        put?: never;
        /**
         * A token for a person on a device
         * @description The device signs in by scanning the QR. It is shown this once: the service keeps a hash. Whoever
         *     gives it may not give more places than their own token holds for.
         */
        post: operations["give"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens/{mark}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A token taken back
         * @description It holds no longer from this answer on, on every line. Asked again, nothing changes.
         */
        post: operations["revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/protocol": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The campaign's protocol
         * @description Every limit and rule of the campaign, by its path in the protocol's file.
         */
        get: operations["rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/protocol/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The campaign's protocol beside another one
         * @description The other one is read and checked like a campaign's own; nothing of it is kept.
         */
        post: operations["compare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who looked at personal data
         * @description Everybody who saw it whole, when and why: persons unmasked, kept commands opened, rosters
         *     written out. Newest first. Names nobody: a person is a look-up key.
         */
        get: operations["list_access"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lanes/{lane}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What other devices of a lane do, as server-sent events
         * @description Each `data:` names a tube that a device changed: somebody joined or left it, or it was sealed or
         *     voided; `/v1/tubes/{code}` tells how it stands. Between them comments, at least one every
         *     five seconds. The stream ends when the service stops, when the token no longer holds, and for a
         *     device that has missed notes.
         */
        get: operations["events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A page of the access log, newest first. */
        AccessPage: {
            /** @description The rows. */
            entries: components["schemas"]["AccessView"][];
            /**
             * @description Link of its newest row: written down elsewhere, it lets `tenfold verify --expect-access`
             *     find a log that was cut.
             */
            last_link?: string | null;
            /**
             * Format: int64
             * @description Where there may be older ones: ask for them with `before` of this number.
             */
            next?: number | null;
            /**
             * Format: int64
             * @description Rows of the whole log.
             */
            rows: number;
        };
        /** @description Somebody saw personal data whole. Who it was about is shown as a look-up key alone. */
        AccessView: {
            /**
             * Format: int64
             * @description When.
             */
            at_ms: number;
            /**
             * Format: int32
             * @description On which device.
             */
            device: number;
            /**
             * Format: int64
             * @description Number of the kept command.
             */
            kept_command?: number | null;
            /** @description What they added to the reason. In rows from before reasons were a list, all they said. */
            note?: string | null;
            /**
             * Format: int64
             * @description Its number in the log, which has no gap.
             */
            number: number;
            /** @description Look-up key of the person. */
            person?: string | null;
            /** @description Why, a word. */
            reason?: string | null;
            /** @description Why, in Chinese. */
            reason_zh?: string | null;
            /**
             * Format: int32
             * @description Who; 0 is whoever has a shell on the server.
             */
            staff: number;
            /** @description What they saw, a word: person, kept_command or roster. */
            subject?: string | null;
            /** @description What they saw, in Chinese. */
            subject_zh?: string | null;
            /** @description What names their token, as `tenfold token list` shows it; none on the command line. */
            token?: string | null;
        };
        /** @description The call of one tube on a plate. */
        Called: {
            /**
             * @description Its call. `negative` 阴性 (negative), `positive` 阳性 (positive), `grey` 灰区 (grey zone), `invalid` 无效 (invalid)
             * @example negative
             * @enum {string}
             */
            call: "negative" | "positive" | "grey" | "invalid";
            /** @description The tube. */
            tube: string;
        };
        /** @description The campaign of a region. */
        CampaignView: {
            kits: components["schemas"]["KitView"][];
            labs: components["schemas"]["LabView"][];
            limits: components["schemas"]["LimitsView"];
            name: string;
            protocol: string;
            /** Format: int32 */
            region: number;
            rounds: components["schemas"]["RoundView"][];
            sites: components["schemas"]["SiteView"][];
        };
        /** @description Limits by class of person. */
        ClassView: {
            /** Format: int32 */
            capacity: number;
            capacity_by_area: {
                [key: string]: number;
            };
            class: string;
            en: string;
            /** Format: int64 */
            lab_limit_minutes: number;
            phone_mandatory: boolean;
            /** Format: int32 */
            specimens: number;
            /** Format: int64 */
            total_limit_minutes: number;
            zh: string;
        };
        /** @description How a label's code looks, so that a device tells a tube from a box without the network. */
        CodeRuleView: {
            /** @description `none`, or `mod97`: the last two digits by ISO 7064 MOD 97-10. */
            check: string;
            digits_only: boolean;
            length_max: number;
            length_min: number;
            prefix: string;
        };
        /** @description What exactly cannot be read, in both languages, and never what stood there. */
        Detail: {
            /**
             * @description What to do, in English.
             * @example correct the field and send the command again
             */
            do_en: string;
            /**
             * @description What to do, in Chinese.
             * @example 更正该字段后重新发送
             */
            do_zh: string;
            /**
             * @description What it should be, in English.
             * @example field count must be a whole number, 0 to 255
             */
            en: string;
            /**
             * @description The field at fault, where it is one.
             * @example count
             */
            field?: string | null;
            /**
             * @description What it should be, in Chinese.
             * @example 字段 count：应为 0 至 255 的整数
             */
            zh: string;
        };
        /** @description A difference that was recorded. */
        Differed: {
            /** @description The box it is about. */
            box?: string | null;
            /**
             * Format: int64
             * @description What was counted.
             */
            counted: number;
            /**
             * @description Which. `handover_count` 交接数量不符 (count differs at handover), `receipt_count` 签收数量不符 (count differs at receipt), `missing` 缺少采样管 (tube missing from its box), `surplus` 多出采样管 (tube not on the manifest), `too_old` 超过室温时限 (older than the room-temperature limit), `other_lab` 非原检测机构 (recollection at another lab), `unrouted` 非指定检测机构 (box at a lab it was not routed to), `gloves` 手套使用超次 (glove pair disinfected too often), `late_recollection` 复采超时 (recollection finished late), `reading` 读数与判读不符 (a reading differs from the call), `leaking` 渗漏 (leaking), `unlabelled` 无标签 (label missing), `insufficient` 量不足 (quantity not sufficient), `fewer_swabs` 拭子数少于人数 (fewer swabs than members)
             * @example receipt_count
             * @enum {string}
             */
            difference: "handover_count" | "receipt_count" | "missing" | "surplus" | "too_old" | "other_lab" | "unrouted" | "gloves" | "late_recollection" | "reading" | "leaking" | "unlabelled" | "insufficient" | "fewer_swabs";
            /** @description In English. */
            en: string;
            /**
             * Format: int64
             * @description What was expected.
             */
            expected: number;
            /** @description The tube it is about. */
            tube?: string | null;
            /** @description In Chinese. */
            zh: string;
        };
        /** @description A clock that runs, and when it ends. */
        DueView: {
            /** @description Which limit: room, collection, outcome, recollection. */
            clock: string;
            /**
             * Format: int64
             * @description When it ends.
             */
            due_at_ms: number;
        };
        /** @description One fact: what happened, who did it, on which device and when. */
        FactView: {
            /**
             * Format: int64
             * @description When, by the device's clock.
             */
            at_ms: number;
            /** @description The fact's own values. Sealed ones are left out. */
            detail: Record<string, never>;
            /**
             * Format: int32
             * @description On which device.
             */
            device: number;
            /**
             * Format: int64
             * @description When the server took it.
             */
            recorded_at_ms: number;
            /**
             * Format: int64
             * @description Its number in the region's ledger.
             */
            seq: number;
            /**
             * Format: int32
             * @description Who.
             */
            staff: number;
            /** @description What happened: the name of the table of such facts. */
            what: string;
        };
        /** @description The place of a fault. */
        FaultPlace: {
            /**
             * @description Which of the texts: `town`, `protocol`, `plan`, or a name among `files`.
             * @example town
             */
            file: string;
            /**
             * @description The key, or what stands at the start of the line.
             * @example townships.360781100.population
             */
            key?: string | null;
            /**
             * @description Line, from 1, where it is known.
             * @example 12
             */
            line?: number | null;
        };
        /** @description A reagent kit: what a plate's readings must look like. */
        KitView: {
            name: string;
            targets: string[];
            /** Format: int32 */
            targets_for_positive: number;
        };
        /** @description A laboratory. */
        LabView: {
            /** Format: int32 */
            id: number;
            name_en: string;
            name_zh: string;
            open: boolean;
            own: boolean;
            /** Format: int64 */
            process_minutes: number;
            /** Format: int32 */
            tubes_per_hour: number;
        };
        /** @description A tube of the lane that a device changed. */
        LaneNote: {
            /**
             * Format: int32
             * @description Number of the device that did it.
             * @example 12
             */
            device: number;
            /**
             * @description The tube.
             * @example 360781000139
             */
            tube: string;
        };
        /** @description A desk. */
        LaneView: {
            /** Format: int32 */
            id: number;
            /** Format: int32 */
            number: number;
        };
        /** @description Limits that devices and screens show. */
        LimitsView: {
            batch_capacity: number[];
            box_codes: components["schemas"]["CodeRuleView"][];
            capacities: number[];
            classes: components["schemas"]["ClassView"][];
            /** Format: int64 */
            clock_ahead_max_minutes: number;
            /** Format: int64 */
            clock_behind_max_minutes: number;
            /** Format: int64 */
            collection_interval_minutes: number;
            /** Format: int32 */
            controls_negative_min: number;
            /** Format: int32 */
            controls_positive_min: number;
            /** Format: int32 */
            glove_disinfections_max: number;
            publish_on_review: boolean;
            /** Format: int64 */
            recollection_limit_minutes: number;
            /** Format: int32 */
            retests_max: number;
            /** Format: int64 */
            room_limit_minutes: number;
            tube_codes: components["schemas"]["CodeRuleView"][];
            /** Format: int32 */
            tubes_per_box_max: number;
        };
        /** @description Who asks, where they may act, and what personal data is sealed to. */
        MeView: {
            /**
             * Format: int32
             * @description Number of the device.
             * @example 12
             */
            device: number;
            /**
             * Format: int32
             * @description The only lab it holds for.
             */
            lab?: number | null;
            /**
             * Format: int32
             * @description The only lane it holds for.
             */
            lane?: number | null;
            /**
             * Format: int64
             * @description Now, by the service's clock: milliseconds since 1970. A device tells by it how wrong its
             *     own is.
             * @example 1648771200000
             */
            now_ms: number;
            /** @description The party that is told. */
            party?: string | null;
            /**
             * Format: int32
             * @description County or district.
             * @example 360781
             */
            region: number;
            /**
             * @description What they are there to do; the page to show follows from it.
             * @example clerk
             */
            role: string;
            /**
             * @description Public key to which a device seals what waits on it: a point of P-256, uncompressed, as
             *     base64. HPKE (RFC 9180) in base mode with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and
             *     AES-128-GCM; `info` is `tenfold command 1`, `aad` four bytes of region and the sixteen of
             *     `scan_id`. A command's `sealed` is the sender's point, ciphertext and tag as base64.
             * @example BP6MGc4JBRkevCmKkkV5JTHybwzs4kYGOei8OctvcGqCaneb…
             */
            seal_key: string;
            /**
             * Format: int32
             * @description The only site it holds for.
             */
            site?: number | null;
            /**
             * Format: int32
             * @description Number of the person.
             * @example 12
             */
            staff: number;
        };
        /** @description A member of a tube, known by look-up key only. */
        MemberView: {
            /** @description What kind of person. */
            class: string;
            /** @description Look-up key, 32 hexadecimal digits. */
            person: string;
            /**
             * Format: int32
             * @description Place in the tube, from 1.
             */
            position: number;
            /** @description The swab is in the tube. */
            swabbed: boolean;
        };
        /** @description A new token. */
        NewToken: {
            /**
             * @description The same as a QR, an SVG document: the device scans it.
             * @example <svg xmlns="http://www.w3.org/2000/svg"></svg>
             */
            qr: string;
            /**
             * @description What the device signs in with; shown this once.
             * @example tf_5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
             */
            secret: string;
            /** @description As it stands. */
            token: components["schemas"]["TokenView"];
        };
        /** @description A person from the first registration to the last outcome. */
        PersonTrace: {
            /** @description What the person reads now: of all their tubes in the newest round, and of what is owed. */
            outcome: components["schemas"]["ReadView"];
            /** @description Look-up key, 32 hexadecimal digits. */
            person: string;
            personal?: components["schemas"]["PersonalView"] | null;
            /** @description What became of recollections and of tests by schedule, in the order of time. */
            recollections: components["schemas"]["FactView"][];
            /** @description Registrations, the newest first. */
            takes: components["schemas"]["TakeView"][];
        };
        /** @description What is known of a person beyond the look-up key. */
        PersonalView: {
            /** @description Document number. */
            document: string;
            /** @description Kind of document, a word. */
            document_kind: string;
            /** @description Document number of whoever answers for a person without one. */
            guardian?: string | null;
            /** @description Stars stand for what is not shown. */
            masked: boolean;
            /** @description Name. */
            name: string;
            /** @description Phone number. */
            phone?: string | null;
        };
        /**
         * @description A positive or unclear pool, and how far its members' second tests are. Every member is counted
         *     in one of `open`, `swabbed`, `in_transit`, `in_test`, `elsewhere` and `ended`.
         */
        PoolView: {
            /**
             * Format: int64
             * @description When the last of the members' outcomes is due.
             */
            due_at_ms: number;
            /** @description Owed a second test for another tube's sake. */
            elsewhere: number;
            /** @description Nothing is owed any more, or nobody goes after it any more. */
            ended: number;
            /**
             * @description Of these, without an outcome of their own, by reason: refused, not_found, moved,
             *     resampled, died.
             */
            given_up: {
                [key: string]: number;
            };
            /** @description The second tube is at a lab, and its outcome is not out. */
            in_test: number;
            /** @description The second tube is on its way. */
            in_transit: number;
            /**
             * Format: int32
             * @description The lab that tested it, and tests the second swabs.
             */
            lab?: number | null;
            /** @description Of those who are not ended, they are too late. */
            late: number;
            /** @description People in the pool. */
            members: number;
            /**
             * Format: int64
             * @description Minutes until then; below zero, late by so many.
             */
            minutes_left: number;
            /** @description Not swabbed again yet. */
            open: number;
            /** @description Swabbed again, the tube still at its site. */
            swabbed: number;
            /** @description The pooled tube. */
            tube: string;
            /** @description Of these, somebody was sent there and came back without a swab. */
            unreached: number;
        };
        /**
         * @description The body of a problem (RFC 9457). `detail` is in the language that `Accept-Language` prefers,
         *     English where it says nothing; both languages always stand beside it.
         */
        Problem: {
            /**
             * @description What happened: `zh` or `en`, as the header `Accept-Language` asks for.
             * @example a valid token is needed
             */
            detail: string;
            /**
             * @description What to do next, in English.
             * @example send Authorization: Bearer tf_...
             */
            do_en: string;
            /**
             * @description What to do next, in Chinese.
             * @example 请携带有效令牌
             */
            do_zh: string;
            /**
             * @description What happened, in English.
             * @example a valid token is needed
             */
            en: string;
            fault?: components["schemas"]["FaultPlace"] | null;
            /**
             * Format: int32
             * @description Number of the refusal, where a rule said no.
             */
            number?: number | null;
            /**
             * Format: int32
             * @description The HTTP status again.
             * @example 401
             */
            status: number;
            /**
             * @description The kind in a few words.
             * @example Unauthorized
             */
            title: string;
            /**
             * @description Names the kind of problem; stable.
             * @example urn:tenfold:problem:unauthorised
             */
            type: string;
            /**
             * @description What happened, in Chinese.
             * @example 需要有效的令牌
             */
            zh: string;
        };
        /** @description What somebody reads of a tube. */
        ReadView: {
            /** @description What the person reads, in English. */
            en: string;
            /**
             * @description The word: pending, negative, second_test, positive, new_swab; withdrawn when the person
             *     left before the swab.
             */
            outcome: string;
            /** @description What the person reads, in Chinese. */
            zh: string;
        };
        /** @description A refusal in both languages. */
        Reason: {
            /** @description The tube, box or plate that stands in the way. */
            about?: string | null;
            /** @description What to do, in English. */
            do_en: string;
            /** @description What to do, in Chinese. */
            do_zh: string;
            /** @description What happened, in English. */
            en: string;
            /**
             * @description Its name.
             * @example TubeFull
             */
            name: string;
            /**
             * Format: int32
             * @description Its number, never given to another.
             * @example 55
             */
            number: number;
            /** @description What happened, in Chinese. */
            zh: string;
        };
        /** @description A second swab that is owed. */
        RecollectionView: {
            /** @description Why, a word. */
            cause: string;
            /**
             * Format: int64
             * @description When it is due.
             */
            due_at_ms: number;
            /** @description Why it is no longer gone after, a word; those stand last. */
            ended?: string | null;
            /** @description What was found at the door so far. */
            findings: string[];
            /**
             * Format: int32
             * @description The lab that must test it.
             */
            lab?: number | null;
            /** @description The time is over. */
            late: boolean;
            /** @description Reasons for which it may be ended now, as the visits bear them out. */
            may_end: string[];
            /** @description Look-up key, 32 hexadecimal digits. */
            person: string;
            /** @description The new tube, once swabbed. */
            sampled?: string | null;
            /** @description A tube of one is asked for. */
            single: boolean;
            /**
             * Format: int32
             * @description The site of the tube that caused it, where the person was swabbed.
             */
            site?: number | null;
            /** @description The tube that caused it. */
            source: string;
            /**
             * Format: int32
             * @description Who goes there.
             */
            squad?: number | null;
        };
        /** @description One pass over the area. */
        RoundView: {
            /** Format: int64 */
            deadline_at_ms: number;
            /** Format: int32 */
            id: number;
            open: boolean;
            /** Format: int64 */
            starts_at_ms: number;
        };
        /** @description One rule. */
        RuleView: {
            /** @description They say different things; 2 h and 120 min are the same. */
            differs: boolean;
            /**
             * @description Its path in the file.
             * @example transport.room_limit
             */
            key: string;
            /**
             * @description What the campaign's protocol says; absent where it is silent.
             * @example 4 h
             */
            ours?: string | null;
            /**
             * @description What the other protocol says; absent where it is silent, and where there is none.
             * @example 6 h
             */
            theirs?: string | null;
        };
        /** @description A protocol rule by rule. */
        RulesView: {
            /**
             * @description The campaign's protocol.
             * @example ruijin-2022
             */
            ours: string;
            /** @description In the order of the paths. */
            rules: components["schemas"]["RuleView"][];
            /** @description The other one. */
            theirs?: string | null;
        };
        /** @description A place with its desks. */
        SiteView: {
            area: string;
            /** Format: int32 */
            id: number;
            /** Format: int32 */
            lab: number;
            lanes: components["schemas"]["LaneView"][];
            name_en: string;
            name_zh: string;
            open: boolean;
            /** Format: int32 */
            township: number;
        };
        /** @description One registration of a person and everything that followed. */
        TakeView: {
            /** @description Every fact about the tube in the order of time; of its members only this person's own. */
            custody: components["schemas"]["FactView"][];
            now?: components["schemas"]["TubeView"] | null;
            /** @description What the person reads. */
            outcome: components["schemas"]["ReadView"];
            /**
             * Format: int32
             * @description The pass.
             */
            round: number;
            /**
             * Format: int64
             * @description Ledger number of the registration.
             */
            seq: number;
            /** @description The tube, under the label it had then. */
            tube: string;
        };
        /** @description Every token of a region. */
        TokenList: {
            /** @description The newest last. */
            tokens: components["schemas"]["TokenView"][];
        };
        /** @description A token as it stands; never the token itself. */
        TokenView: {
            /**
             * Format: int32
             * @description Number of the device.
             */
            device: number;
            /**
             * Format: int64
             * @description When it ends: milliseconds since 1970.
             */
            expires_at_ms: number;
            /** @description It holds now. */
            holds: boolean;
            /**
             * Format: int32
             * @description The only lab it holds for.
             */
            lab?: number | null;
            /**
             * Format: int32
             * @description The only lane it holds for.
             */
            lane?: number | null;
            /**
             * @description What names it, in the access log too: 16 hexadecimal digits.
             * @example 9f86d081884c7d65
             */
            mark: string;
            /** @description The party that is told. */
            party?: string | null;
            /**
             * Format: int64
             * @description When it was taken back.
             */
            revoked_at_ms?: number | null;
            /**
             * @description What its bearer is there to do.
             * @example clerk
             */
            role: string;
            /**
             * Format: int32
             * @description The only site it holds for.
             */
            site?: number | null;
            /**
             * Format: int32
             * @description Number of the person.
             */
            staff: number;
        };
        /** @description A tube as it stands. */
        TubeView: {
            /**
             * @description The lab's number for it, as it stands on the tube: lab, day, count of that day.
             * @example 1-20220401-0001
             */
            accession?: string | null;
            /** @description The box it travels or travelled in. */
            box?: string | null;
            /** @description What its reading says. */
            call?: string | null;
            /**
             * Format: int32
             * @description Persons it may hold.
             */
            capacity: number;
            due?: components["schemas"]["DueView"] | null;
            /**
             * Format: int64
             * @description When the first swab went in.
             */
            first_swab_at_ms?: number | null;
            /**
             * Format: int32
             * @description The lab that has it.
             */
            lab?: number | null;
            /**
             * Format: int32
             * @description The desk that filled it.
             */
            lane: number;
            /** @description Who is in it. */
            members: components["schemas"]["MemberView"][];
            /**
             * Format: int64
             * @description When it was opened.
             */
            opened_at_ms: number;
            /** @description How many are in it. */
            people: number;
            /** @description The plate it is on. */
            plate?: string | null;
            /** @description Why it was given up or turned away, a word. */
            reason?: string | null;
            /**
             * Format: int64
             * @description When it was received.
             */
            received_at_ms?: number | null;
            /** @description The label that took this one's place. */
            relabelled_to?: string | null;
            /**
             * Format: int32
             * @description The pass it belongs to.
             */
            round: number;
            /**
             * Format: int32
             * @description That desk's site.
             */
            site?: number | null;
            /** @description Where it is in its life. */
            stage: string;
            /** @description Where the specimen was put away. */
            store?: string | null;
            /** @description Its label. */
            tube: string;
            /** @description And where on it. */
            well?: string | null;
        };
        /** @description What became of a command. Which of the optional fields are there depends on the act. */
        Verdict: {
            /**
             * @description The lab's number for the one tube received, to be written on it: lab, day, count of the day.
             * @example 1-20220401-0001
             */
            accession?: string | null;
            /**
             * Format: int64
             * @description When the box should be there.
             */
            arrive_at_ms?: number | null;
            /**
             * @description The call of the one tube called. `negative` 阴性 (negative), `positive` 阳性 (positive), `grey` 灰区 (grey zone), `invalid` 无效 (invalid)
             * @enum {string|null}
             */
            call?: "negative" | "positive" | "grey" | "invalid" | null;
            /** @description The calls of a plate. */
            calls?: components["schemas"]["Called"][];
            detail?: components["schemas"]["Detail"] | null;
            /** @description Differences that were seen and recorded, and refused nothing. */
            differences?: components["schemas"]["Differed"][];
            /**
             * @description Masked number of their document.
             * @example 360781********0011
             */
            document?: string | null;
            /** @description Both time limits can be met. */
            feasible?: boolean | null;
            /** @description No lab is reached in time: keep the box cold (R101). */
            keep_cold?: boolean | null;
            /**
             * Format: int32
             * @description The lab a box goes to.
             */
            lab?: number | null;
            /** @description The line of a batch at which reading stopped. */
            line?: number | null;
            /**
             * @description Masked name of who entered their data beforehand: the clerk compares it with the document.
             * @example 张*三
             */
            name?: string | null;
            /**
             * Format: int64
             * @description When its last outcome should be known.
             */
            outcome_at_ms?: number | null;
            /**
             * Format: int32
             * @description Who took a number whose check digit is wrong: register.
             */
            overridden_by?: number | null;
            /**
             * Format: int32
             * @description Place in the tube, from 1: register.
             */
            position?: number | null;
            /** @description The receipt code, 12 characters: register. */
            receipt?: string | null;
            /** @description How many tubes were received, where it was not one. */
            received?: number | null;
            /** @description People who must be swabbed again because of this. */
            recollections?: number | null;
            refusal?: components["schemas"]["Reason"] | null;
            /** @description Boxes that go to another lab because of this: close_lab, open_lab. */
            rerouted?: number | null;
            /** @description How many calls were confirmed: review, review_plate. */
            reviewed?: number | null;
            /** @description Why it goes there and not to the lab fixed beforehand, or why to none. */
            route_reason?: string | null;
            /**
             * @description The command's identity; `null` when it had none that could be read.
             * @example 01890a5d-ac96-774b-bcce-b302099a8057
             */
            scan_id?: string | null;
            /**
             * Format: int64
             * @description Number of its first fact in the region's ledger.
             */
            seq?: number | null;
            /** @description The tube was sealed with fewer members than it takes. */
            short?: boolean | null;
            /**
             * Format: int64
             * @description When its first test should begin.
             */
            start_at_ms?: number | null;
            /** @description The tube: register. */
            tube?: string | null;
            /** @description Boxes that no lab takes any more because of this. */
            unrouted?: number | null;
            /** @description The run holds: read_plate. */
            valid?: boolean | null;
            /**
             * @description `recorded`, `already_recorded`, `refused`, `kept` or `invalid`.
             * @example recorded
             */
            verdict: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    tell: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the bearer of the token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
        };
    };
    campaign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the campaign of the token's region */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignView"];
                };
            };
        };
    };
    take: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a verdict for each command, in order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "position": 1,
                     *       "receipt": "7HKG4RA0V2M9",
                     *       "scan_id": "01890a5d-ac96-774b-bcce-b302099a8057",
                     *       "seq": 1,
                     *       "tube": "360781000139",
                     *       "verdict": "recorded"
                     *     }
                     */
                    "application/json": components["schemas"]["Verdict"] | components["schemas"]["Verdict"][];
                };
            };
            /** @description too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description neither JSON nor NDJSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description not readable as JSON */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description too many commands wait; see Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description the disk is full; nothing was kept */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tube: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the tube's label */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the tube */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TubeView"];
                };
            };
            /** @description no such tube */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recollections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the earliest due first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecollectionView"][];
                };
            };
        };
    };
    pools: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the earliest due first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolView"][];
                };
            };
        };
    };
    trace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the trace */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonTrace"];
                };
            };
            /** @description this role may not unmask */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody of that document was registered */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description no document, or no reason of the list */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description every token of the region */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenList"];
                };
            };
        };
    };
    give: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            /** @description a role, place or length that cannot be; the detail says which */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description the token's mark, 16 hexadecimal digits
                 * @example 9f86d081884c7d65
                 */
                mark: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the token as it stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenView"];
                };
            };
            /** @description no such token */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description rule by rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesView"];
                };
            };
        };
    };
    compare: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description every rule that either of them says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesView"];
                };
            };
            /** @description no protocol; the detail says what is wrong and where */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_access: {
        parameters: {
            query?: {
                /** @description From this moment on, in milliseconds since 1970. */
                from_ms?: number;
                /** @description Before this moment, in milliseconds since 1970. */
                to_ms?: number;
                /** @description By this person. */
                staff?: number;
                /** @description With this token: its mark of 16 hexadecimal digits, as `tenfold token list` shows it. */
                token?: string;
                /** @description What was seen: person, kept_command or roster. */
                subject?: string;
                /** @description Rows at most, 1 to 1000; 100 when not given. */
                limit?: number;
                /** @description Older than the row of this number: `next` of the page before. */
                before?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page of the access log */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessPage"];
                };
            };
            /** @description a filter that cannot be; the detail names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    events: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description the desk
                 * @example 1
                 */
                lane: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a tube in each message */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["LaneNote"];
                };
            };
            /** @description no such lane, or another site's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description busy; see Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
